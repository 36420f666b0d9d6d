//! Words that end in a full stop without ending a sentence.

/// What a full stop after a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FullStop {
    /// The word is an abbreviation that stands before something: `Dr.`, `No.`, `J.`
    Never,
    /// The word is an abbreviation that can end a sentence: `Inc.`, `U.S.`, `p.m.`
    Perhaps,
    /// The full stop ends the sentence.
    Ends,
}

/// What a full stop means after `word`, given without the full stop.
pub(super) fn full_stop_after(word: &str) -> FullStop {
    match word {
        "Mr" | "Mrs" | "Ms" | "Dr" | "Prof" | "Rev" | "Hon" | "Gen" | "Col" | "Lt" | "Maj" | "Capt" | "Cmdr"
        | "Sgt" | "Cpl" | "Adm" | "Brig" | "Sen" | "Rep" | "Gov" | "Pres" | "St" | "Ste" | "Mt" | "Fr" | "Msgr"
        | "Supt" | "Insp" | "Messrs" | "No" | "Nos" | "Fig" | "Vol" | "Art" | "Sec" | "pp" | "vs" | "v" | "cf"
        | "e.g" | "i.e" | "approx" | "ca" | "Gens" | "Sens" | "Reps" | "Amb" | "Atty" | "Dist" | "Ft" | "al-" => {
            FullStop::Never
        }
        "Jan" | "Feb" | "Mar" | "Apr" | "Jun" | "Jul" | "Aug" | "Sep" | "Sept" | "Oct" | "Nov" | "Dec" | "Mon"
        | "Tue" | "Tues" | "Wed" | "Thu" | "Thur" | "Thurs" | "Fri" => FullStop::Perhaps,
        "Inc" | "Ltd" | "Co" | "Corp" | "Bros" | "Jr" | "Sr" | "etc" | "et al" | "a.m" | "p.m" | "Ave" | "Blvd"
        | "Rd" | "Dept" | "Univ" | "Assn" | "LLC" | "Plc" | "plc" | "Ph.D" => FullStop::Perhaps,
        _ if is_dotted(word) => FullStop::Perhaps,
        _ if is_initial(word) => FullStop::Never,
        _ => FullStop::Ends,
    }
}

/// `U.S`, `L.A`, `e.g`: single letters with full stops between.
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

/// `J`, but not `I`, which ends sentences.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_uppercase() && letter != 'I')
}
