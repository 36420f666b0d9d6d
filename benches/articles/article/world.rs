//! Where it happens and who takes part: places as they are called, everybody else made up of syllables.

/// A country, its neighbour, and cities of the country.
const COUNTRIES: &[(&str, &str, &[&str])] = &[
    ("Sudan", "Chad", &["Khartoum", "Port Sudan", "Nyala"]),
    ("Mali", "Algeria", &["Bamako", "Gao", "Mopti"]),
    ("Ukraine", "Poland", &["Kyiv", "Kharkiv", "Odesa"]),
    ("Peru", "Ecuador", &["Lima", "Cusco", "Arequipa"]),
    ("Nepal", "India", &["Kathmandu", "Pokhara"]),
    ("Turkey", "Greece", &["Ankara", "Izmir", "Adana"]),
    ("Kenya", "Uganda", &["Nairobi", "Mombasa", "Kisumu"]),
    ("Colombia", "Venezuela", &["Bogota", "Cali", "Medellin"]),
    ("Iraq", "Jordan", &["Baghdad", "Basra", "Mosul"]),
    ("Myanmar", "Thailand", &["Yangon", "Mandalay"]),
    ("Norway", "Sweden", &["Oslo", "Bergen", "Narvik"]),
    ("Japan", "South Korea", &["Tokyo", "Osaka", "Sendai"]),
    ("Chile", "Argentina", &["Santiago", "Valparaiso", "Iquique"]),
    ("Lebanon", "Syria", &["Beirut", "Tripoli"]),
    ("Nigeria", "Niger", &["Abuja", "Lagos", "Kano"]),
    ("Pakistan", "Afghanistan", &["Islamabad", "Karachi", "Lahore", "Quetta"]),
    ("Mexico", "Guatemala", &["Monterrey", "Tijuana", "Oaxaca"]),
    ("Georgia", "Armenia", &["Tbilisi", "Batumi"]),
    ("Canada", "Denmark", &["Ottawa", "Halifax", "Winnipeg"]),
    ("Indonesia", "Malaysia", &["Jakarta", "Surabaya", "Medan"]),
];

const GIVEN: &[&str] = &[
    "Anna", "Boris", "Carlos", "Diana", "Elias", "Farida", "Goran", "Hanna", "Ivan", "Julia", "Karim", "Laura",
    "Marta", "Nadia", "Omar", "Peter",
];
const ONSETS: &[&str] =
    &["Bar", "Dor", "Fel", "Gal", "Hol", "Kar", "Lin", "Mar", "Nor", "Pel", "Ros", "Sel", "Tal", "Ver"];
const MIDDLES: &[&str] = &["a", "e", "i", "o", "an", "en", "in", "on"];
const ENDINGS: &[&str] = &["dov", "ger", "kin", "los", "mann", "nez", "rad", "sen", "ski", "tova"];
const COLOURS: &[&str] = &["Desert", "River", "Northern", "Mountain", "Free", "United", "Red", "Coastal"];
const MINISTRIES: &[&str] =
    &["defence ministry", "interior ministry", "foreign ministry", "health ministry", "ministry of agriculture"];
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// What an article stays with.
pub(crate) struct Scene {
    country: usize,
    places: &'static [&'static str],
    leader: String,
    speakers: [String; 3],
    rebels: String,
    company: String,
    union: String,
    ministry: &'static str,
    year: u64,
    month: u64,
    day_of_month: u64,
}

impl Scene {
    pub(crate) fn new(random: &mut Random) -> Self {
        let country = random.below(COUNTRIES.len() as u64) as usize;
        Self {
            country,
            places: COUNTRIES[country].2,
            leader: format!("President {}", person(random)),
            speakers: [person(random), person(random), person(random)],
            rebels: format!("the {} {} Front", random.pick(COLOURS), family(random)),
            company: format!("{} {} Company", family(random), random.pick(&["Mining", "Shipping", "Steel", "Cement"])),
            union: format!("the {} Workers' Union", family(random)),
            ministry: random.pick(MINISTRIES),
            year: 2015 + random.below(10),
            month: 1 + random.below(12),
            day_of_month: 8 + random.below(20),
        }
    }

    /// The day of the article, or so many days before.
    pub(crate) fn day(&self, before: u64) -> String {
        format!("{}-{:02}-{:02}", self.year, self.month, self.day_of_month - before)
    }

    pub(crate) fn dateline(&self) -> String {
        let month = MONTHS[self.month as usize - 1];
        format!("{}, {} {month} {}", self.places[0].to_uppercase(), self.day_of_month, self.year)
    }

    /// One of the sentences, its braces filled in.
    pub(crate) fn told(&self, sentences: &[&str], random: &mut Random) -> String {
        let mut text = String::new();
        let mut rest = random.pick(sentences);
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            text.push_str(before);
            let word = self.filled(name, random);
            text.push_str(&if text.is_empty() { capital(&word) } else { word });
            rest = after;
        }
        text + rest
    }

    fn filled(&self, name: &str, random: &mut Random) -> String {
        let (country, neighbour, _) = COUNTRIES[self.country];
        match name {
            "place" => random.pick(self.places).to_owned(),
            "country" => country.to_owned(),
            "neighbour" => neighbour.to_owned(),
            "leader" => self.leader.clone(),
            "speaker" => self.speakers[random.below(3) as usize].clone(),
            "army" => format!("the army of {country}"),
            "rebels" => self.rebels.clone(),
            "ministry" => self.ministry.to_owned(),
            "company" => self.company.clone(),
            "union" => self.union.clone(),
            "number" => (2 + random.below(19)).to_string(),
            "many" => (20 + random.below(3_000)).to_string(),
            "day" => random.pick(WEEKDAYS).to_owned(),
            "earlier" => self.earlier(random),
            _ => unreachable!("no sentence speaks of {name}"),
        }
    }

    fn earlier(&self, random: &mut Random) -> String {
        let day = self.day_of_month - 1 - random.below(6);
        format!("{} {day}", MONTHS[self.month as usize - 1])
    }
}

fn person(random: &mut Random) -> String {
    format!("{} {}", random.pick(GIVEN), family(random))
}

fn family(random: &mut Random) -> String {
    format!("{}{}{}", random.pick(ONSETS), random.pick(MIDDLES), random.pick(ENDINGS))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// SplitMix64.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    pub(crate) fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len() as u64) as usize]
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
