"""Words of which code names are made: said easily, spelled one way, nobody's name.

Left out on purpose: given names, body, faith, colour of people, animals, weapons, police,
captivity, flight and borders, places of forced work, beds and clothes, cameras, money and
selling, strength and weakness.
"""

QUALITIES: tuple[str, ...] = tuple(
    """
    Aerial Airy Alpine Ample Ancient Apricot Aquatic Arctic Arid Atlantic Azure Balanced Balmy
    Bamboo Basalt Beaded Beige Birchen Bluish Bold Boreal Braided Breezy Bright Brisk Brushed
    Bubbly Buoyant Burnished Calm Candid Canvas Carved Cedar Celestial Ceramic Cheerful Chestnut
    Cinnamon Citrus Classic Clear Cloudy Coastal Cobalt Copper Cosmic Cotton Crimson Crisp Cyan
    Dappled Dawning Deep Denim Dewy Distant Drifting Dusky Eager Early Earthen Eastern Ebbing
    Elegant Enamel Endless Even Evening Fabled Faraway Feathered Felted Ferny Festive Fleecy
    Floating Floral Flowing Fluffy Fluted Foggy Folded Foremost Fragrant Fresh Frosty Gentle
    Gilded Glacial Glassy Gleaming Glowing Golden Graceful Grand Granite Grassy Hazy Icy
    Indigo Inland Kindly Knitted Lacquered Lakeside Laminar Lasting Leafy Lemon Level Light Lilac
    Linen Lively Lofty Lucid Lunar Maple Marble Marine Meadowy Mellow Midday Mighty Misty
    Modern Mossy Muslin Mustard Nautical Neat Nimble Northern Oaken Oceanic Ochre Olden Open
    Orange Outer Pacific Painted Papery Pastel Patient Pebbled Peppery Pine Placid Plaid
    Playful Pleated Polar Polished Prairie Purple Quaint Quartz Quick Quiet Quilted Rainy Rapid
    Rippled Rolling Rooted Rounded Rural Rustic Salty Scenic Seaside Shining
    Silver Simple Sincere Sleek Snowy Solar Sparkling Spotted Springy Starry Stately Steady Still
    Striped Subtle Sunlit Swift Tidal Tidy Timber Tranquil Tropical Turquoise Twilight Uphill
    Upland Upper Verdant Vibrant Vivid Warm Wavy Western Whistling Wide Windy Winged Wintry
    Woodland Woolen Woven Yonder Zesty
    """.split()  # noqa: SIM905
)

THINGS: tuple[str, ...] = tuple(
    """
    Abacus Acorn Almanac Arcade Arch Archive Atoll Avenue Balcony Balloon Banjo Banner Barley
    Basket Bay Beacon Bench Bicycle Blossom Bookcase Boulder Bowl Breeze Bridge Bubble Button
    Calendar Candle Canoe Canopy Canyon Cape Carpet Cascade Causeway Cello Chart Chime Circle
    Clock Cloud Coast Comet Compass Cottage Cove Crater Creek Crescent Cup Current Cushion Delta
    Dome Doorway Drum Dune Easel Echo Eclipse Ember Envelope Equinox Estuary Fabric Feather Fiddle
    Fjord Flagstone Flute Footpath Forest Fountain Galaxy Gallery Garden Garland Geyser Glacier
    Glade Globe Grotto Grove Gulf Harbor Hearth Hedge Highland Hill Hillside Horizon Inlet Island
    Jetty Jigsaw Journal Kayak Kettle Keyboard Kite Lagoon Lake Lamp Lantern Lattice Leaf
    Lighthouse Lime Mandolin Map Marsh Meadow Mesa Meteor Mirror Monsoon Mosaic Mountain Mural
    Museum Nebula Nest Notebook Oasis Oboe Ocean Orbit Origami Paddle Palette Parade Parasol Path
    Pavilion Pebble Pencil Peninsula Pergola Piano Picnic Pier Pinecone Pinnacle Planet Plateau
    Plaza Pocket Pond Porch Postcard Prism Promenade Puzzle Pyramid Quilt Ravine Reef Ribbon Ridge
    River Rocket Rooftop Route Sail Sandbar Saucer Seashell Shore Signpost Skylight
    Solstice Sonata Spire Spoon Spring Spruce Square Staircase Stream Summit Sundial Sunrise Table
    Tapestry Teapot Telescope Terrace Thicket Thimble Tide Tower Trail Trellis Tundra Umbrella
    Valley Vase Veranda Viaduct Village Violin Walkway Walnut Waterfall Wave Wheel Whistle
    Windmill Window Yacht Yarn Zenith
    """.split()  # noqa: SIM905
)
