"""Passwords to be given out on paper: words a child can read and type, drawn by chance.

Two words of 201 are enough for a young child, since an account can be guessed some sixty times a day at most
(docs/decisions/0003-sign-in.md); whoever is older gets three and a number, and changes it when first coming in.
"""

from __future__ import annotations

from random import Random

YOUNG = frozenset({"IT", "PR", "PK", "TK", "KG", "01", "02", "03", "04", "05"})
ENGLISH = """
acorn apple apron arrow autumn badger bakery balloon bamboo banana banjo basket beach beaver berry bicycle
biscuit blanket blossom bridge bronze bubble bucket butter button cactus camel candle canoe carrot castle
cedar cello cherry cinnamon circle clover coconut comet compass copper coral cotton cricket crystal daisy
dolphin donkey dragon eagle easel ember engine falcon feather fiddle finch flute forest fossil fountain garden
ginger giraffe glacier guitar hammock harbor hazel helmet heron honey igloo island ivory jacket jaguar jasmine
jelly jungle kettle kitten ladder lantern lemon lilac lizard llama lobster magnet mango maple marble market
meadow melon mitten monkey moose mosaic muffin napkin nectar noodle nutmeg oasis ocean olive onion orange
orbit orchard otter oyster paddle panda papaya parade parrot peanut pebble pelican pencil pepper piano picnic
pigeon pillow planet plum pocket pony popcorn possum pretzel puddle puffin pumpkin puppet puzzle quilt rabbit
raccoon radish rainbow raven ribbon river robin rocket saddle salmon sandal scarf seagull shadow shell silver
skate slipper snail sparrow spider spinach sponge squash statue stream sugar summer sunset swan teapot temple
thimble tiger toast tomato trumpet tulip tunnel turtle umbrella valley vanilla velvet village violin waffle
wagon walnut walrus water whale whistle willow window winter wizard yogurt zebra
"""
SPANISH = """
abeja abrigo aceite acorde alfombra algodon almendra amigo anillo arbol arena avena avion ballena bambu banjo
barco bosque botella brisa buho burro caballo cabra cacao camello camino campana canasta canela canoa capitan
caracol castillo cebolla cebra cereza ciruela ciudad clavel cobre cocina coco cohete colina collar cometa
conejo coral corona cuento delfin desierto diamante dibujo dragon durazno elefante escalera espejo espiga
estrella faro fiesta flauta flecha foca fresa fuente galleta ganso gato gorra granja grillo guante guitarra
helado hilo hoja hormiga iguana isla jardin jirafa jugo juguete ladrillo lago lampara lana lapiz leche lechuga
leon libro limon linterna lirio llave lluvia lobo luna madera maiz maleta manga manzana mapa mariposa martillo
melon menta mesa miel mochila molino mono mosaico motor musica nido nieve nube nuez oceano oliva oveja palmera
paloma panda papel parque pastel pato pera perla perro pescado piano piedra pimienta pino pintura pirata
planeta playa pluma poema polvo puente puerta pulpo queso rana raton regalo reloj remo roca rosa rueda salmon
sandia sapo selva semilla silla sombra sombrero sopa tambor taza teatro tejado tigre tinta tomate torre
tortuga tren trigo trompeta tulipan vaca valle vela velero venado ventana verano viento violin volcan zapato
zorro
"""
WORDS = {"en": tuple(ENGLISH.split()), "es": tuple(SPANISH.split())}
WORDS_OF_A_CHILD, WORDS_OF_OTHERS = 2, 3
BETWEEN = "-"


def is_young(grade: str) -> bool:
    """Return whether students of a grade keep a simple password: until grade 5.

    >>> is_young("KG"), is_young("05"), is_young("06"), is_young("")
    (True, True, False, False)
    """
    return grade in YOUNG


def draw_password(*, grade: str, language: str, rng: Random) -> str:
    """Return a password of different words in a person's language.

    Parameters
    ----------
    grade
        CEDS code of a student's grade; empty for adults.
    rng
        Where the chance comes from: outside tests, the system's own (`random.SystemRandom`).

    >>> draw_password(grade="03", language="en", rng=Random(1)).count("-")
    1
    """
    words = WORDS["es" if language == "es" else "en"]
    if is_young(grade):
        return BETWEEN.join(rng.sample(words, WORDS_OF_A_CHILD))
    return BETWEEN.join([*rng.sample(words, WORDS_OF_OTHERS), f"{rng.randrange(100):02d}"])
