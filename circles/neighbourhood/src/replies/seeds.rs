//! The replies a new community starts with, as data in `seeds.tsv`; every community changes them.

use super::rules::{Purpose, Wording};
use kernel::i18n::LocalText;

const SEEDS: &str = include_str!("seeds.tsv");

/// Every line: purpose, then name and text in the three languages.
pub fn seeds() -> impl Iterator<Item = Wording> {
    SEEDS.lines().filter(|line| !line.starts_with('#')).filter_map(seed)
}

fn seed(line: &'static str) -> Option<Wording> {
    let mut cells = line.split('\t').map(str::trim);
    let purpose = Purpose::from_name(cells.next()?)?;
    let mut text = || Some(LocalText::all(cells.next()?, cells.next()?, cells.next()?));
    Some(Wording { purpose, name: text()?, text: text()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replies::rules::{cleaned, faults};
    use kernel::case::Named;

    #[test]
    fn a_dozen_for_every_purpose_and_each_as_the_office_could_have_written_it() {
        let all: Vec<Wording> = seeds().collect();
        assert_eq!(all.len(), 12);
        for wording in &all {
            assert!(faults(wording).is_empty(), "{:?}: {:?}", wording.name, faults(wording));
            assert_eq!(&cleaned(wording.clone()), wording);
        }
        for purpose in Purpose::ALL {
            assert!(all.iter().filter(|wording| wording.purpose == *purpose).count() >= 2, "{purpose:?}");
        }
    }
}
