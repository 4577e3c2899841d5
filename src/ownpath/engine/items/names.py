"""First names for children in items: from many homes, short, the same in both languages. Append only."""

FIRST_NAMES = tuple(
    """Aisha Amara Amir Ana Andre Anika Asha Ben Bianca Bruno Camila Carla Chen Clara Dalia Daniel Diego Dina Elena
    Eli Elsa Emma Eva Fatima Felix Gabriel Gloria Hana Hugo Ines Iris Isaac Ivan Jada Jamal Jin Joel Julia Kai Kofi
    Laila Lara Leo Lena Lila Luca Lucia Luis Maya Mateo Mei Mia Mila Mina Miguel Nadia Nia Nico Noah Nora Olga Omar
    Oscar Paula Pedro Priya Quinn Rafael Ravi Rosa Ruth Sam Sana Sara Sofia Tara Teo Tia Tomas Uma Valeria Vera
    Victor Yara Yuki Zara Zoe""".split()
)
