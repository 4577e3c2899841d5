"""Names for people who do not exist."""

GIVEN = (
    "Aaliyah Aiden Alba Alma Amara Amir Ana Andre Anika Anton Aria Arjun Asha Astrid Aurora Beatriz Bilal Bianca Bruno "
    "Camila Carlos Celia Chloe Clara Dalia Dante Daniela Darius David Diego Dina Elena Eli Elias Emilia Emma Enzo Esme "
    "Ethan Eva Ezra Farah Felix Fiona Gabriel Gia Grace Hana Hassan Hazel Henry Hugo Ibrahim Ida Imani Ines Iris Isaac "
    "Isla Ivan Jada Jamal Jasmine Javier Jo Joel Jonah Jordan Josie Julia Kai Kamila Kareem Kate Kenji Kiara Lana Laila "
    "Leo Lena Liam Lily Lucas Lucia Luz Malik Mara Marco Maya Mei Mia Micah Mila Milo Mina Nadia Naomi Nia Nico Nina "
    "Noah Noor Nora Olivia Omar Oscar Paloma Pedro Penelope Priya Quinn Rafael Rania Remi Rhea Riley Rosa Rowan Ruby "
    "Saanvi Sam Samir Sara Sasha Sienna Silas Sofia Soren Talia Tariq Tess Theo Thiago Tomas Uma Valeria Vera Victor "
    "Vivian Wren Ximena Yara Yusuf Zadie Zain Zoe"
).split()
FAMILY = (
    "Abbott Acosta Adeyemi Aguilar Ahmed Ali Alvarez Anderson Aoki Arroyo Baker Banerjee Barrera Bell Benitez Bishop "
    "Blake Bravo Brooks Cabrera Calderon Campos Carter Castillo Chan Chavez Chen Choi Clark Cole Contreras Cruz Dang "
    "Das Davis Delgado Diaz Dominguez Dorsey Duran Ellis Escobar Espinoza Farah Fernandez Fisher Flores Foster Fuentes "
    "Gallegos Garcia Garza Ghosh Gomez Gonzales Grant Green Gupta Gutierrez Haddad Hall Harper Hayes Henry Hernandez "
    "Herrera Hill Huang Hughes Ibarra Iyer Jackson James Jimenez Johnson Kaur Keller Kelly Khan Kim Kumar Lam Lara Le "
    "Lee Leon Lewis Lin Lopez Luna Mahmoud Marin Martinez Medina Mendoza Meyer Miller Mitchell Montes Moore Morales "
    "Moreno Murphy Nair Navarro Nguyen Nunez Obrien Ochoa Okoye Ortega Ortiz Owens Pacheco Park Patel Pena Perez Perry "
    "Pham Phillips Quintero Ramirez Ramos Reed Reyes Rios Rivera Roberts Robles Rojas Romero Rosales Ross Ruiz Salazar "
    "Salinas Sanchez Sandoval Santos Scott Serrano Shah Silva Singh Smith Solis Soto Stone Suarez Takeda Taylor Thomas "
    "Torres Tran Trujillo Turner Valdez Vargas Vasquez Vega Velasco Walker Ward Watson White Williams Wilson Wong Wood "
    "Wright Yang Young Zamora Zhang Zuniga"
).split()
