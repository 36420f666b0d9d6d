//! Numbers written as one word, as dates and counts share them.

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The number below a hundred that is one word in lower case: `seven`, `twelve`, `forty`.
pub(crate) fn cardinal(word: &str) -> Option<u8> {
    let place =
        |words: &[&str]| words.iter().position(|known| *known == word).and_then(|place| u8::try_from(place).ok());
    place(&ONES).or_else(|| place(&TENS).map(|tens| (tens + 2) * 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_is_one_number() {
        let numbers = [("zero", 0), ("ten", 10), ("nineteen", 19), ("twenty", 20), ("forty", 40), ("ninety", 90)];
        for (word, number) in numbers {
            assert_eq!(cardinal(word), Some(number), "{word}");
        }
        for word in ["", "Ten", "hundred", "twentyone"] {
            assert_eq!(cardinal(word), None, "{word}");
        }
    }
}
