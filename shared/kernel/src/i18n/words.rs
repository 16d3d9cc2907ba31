//! All sentences of the program, in memory, by language and key.
//!
//! Never falls back to another language. A key that does not exist is shown as a marker and remembered, so that tests
//! fail on it; the page still stands.

use super::check::check_form;
use super::format::grouped_digits;
use super::lang::Lang;
use base::{Arg, Locale, Moment, Problem};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use unic_langid::LanguageIdentifier;

/// Numbers up to here are exact in the floating-point numbers that plural rules work on.
const EXACT_MAX: i64 = 1 << 53;

/// The sentences of one crate or noun, in three languages, embedded with `include_str!`.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The crate or noun, to name it when something is wrong.
    pub name: &'static str,
    /// Simplified Chinese.
    pub zh_cn: &'static str,
    /// Tibetan.
    pub bo: &'static str,
    /// English.
    pub en: &'static str,
}

impl Source {
    /// The text in one language.
    #[must_use]
    pub const fn text(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::ZhCn => self.zh_cn,
            Locale::Bo => self.bo,
            Locale::En => self.en,
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The sentences of the whole program.
pub struct Words {
    zh_cn: Bundle,
    bo: Bundle,
    en: Bundle,
    keys: BTreeSet<String>,
    missing: Mutex<BTreeSet<String>>,
    #[cfg(debug_assertions)]
    used: Mutex<BTreeSet<String>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("keys", &self.keys.len()).finish_non_exhaustive()
    }
}

impl Words {
    /// Assembles the sources of all crates.
    ///
    /// # Errors
    /// A fault that names source, language, key and what is wrong, unless every key is there once, in every language,
    /// with the same variables.
    pub fn new(sources: &[Source]) -> Result<Self, Problem> {
        let faults = check_form(sources);
        if !faults.is_empty() {
            return Err(Problem::Fault(format!("locales: {}", faults.join("; "))));
        }
        let mut keys = BTreeSet::new();
        for source in sources {
            keys.extend(super::read::read(source.name, Locale::ZhCn, source.zh_cn, &mut Vec::new()).into_keys());
        }
        Ok(Self {
            zh_cn: bundle(Locale::ZhCn, sources)?,
            bo: bundle(Locale::Bo, sources)?,
            en: bundle(Locale::En, sources)?,
            keys,
            missing: Mutex::default(),
            #[cfg(debug_assertions)]
            used: Mutex::default(),
        })
    }

    /// The words of one reader at one time, by the clocks of China ([`Lang::at_offset`] for others).
    #[must_use]
    pub const fn lang(&self, locale: Locale, now: Moment) -> Lang<'_> {
        Lang::new(self, locale, now)
    }

    /// The message of a key. Times are written for machines here; [`Lang::say`] writes them for its reader.
    #[must_use]
    pub fn say(&self, locale: Locale, key: &str, args: &[(&str, Arg)]) -> String {
        self.say_with(locale, key, args, &|time| super::format::iso(*time, super::format::DEFAULT_OFFSET_MINUTES))
    }

    /// The message of a key, with times written by `write_time`.
    pub(super) fn say_with(
        &self,
        locale: Locale,
        key: &str,
        args: &[(&str, Arg)],
        write_time: &dyn Fn(&Moment) -> String,
    ) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(*name, self.value(locale, arg, write_time));
        }
        self.format(locale, key, &values)
    }

    /// Every key there is.
    #[must_use]
    pub const fn keys(&self) -> &BTreeSet<String> {
        &self.keys
    }

    /// What was asked for and is not there: keys, and `key $variable` for arguments that were not given.
    #[must_use]
    pub fn missing(&self) -> BTreeSet<String> {
        lock(&self.missing).clone()
    }

    /// Every key said so far.
    #[cfg(debug_assertions)]
    #[must_use]
    pub fn used(&self) -> BTreeSet<String> {
        lock(&self.used).clone()
    }

    fn value<'a>(&self, locale: Locale, arg: &'a Arg, write_time: &dyn Fn(&Moment) -> String) -> FluentValue<'a> {
        match arg {
            Arg::Number(number) if (-EXACT_MAX..=EXACT_MAX).contains(number) => FluentValue::from(*number),
            // Too large for the plural rules, which then take the default variant; the digits stay exact.
            Arg::Number(number) => FluentValue::from(super::format::grouped(*number)),
            Arg::Text(text) => FluentValue::from(text.as_str()),
            Arg::Time(time) => FluentValue::from(write_time(time)),
            Arg::Key(key) => FluentValue::from(self.format(locale, key, &FluentArgs::new())),
        }
    }

    fn format(&self, locale: Locale, key: &str, args: &FluentArgs<'_>) -> String {
        let bundle = self.bundle(locale);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return self.lacks(key.to_owned(), key);
        };
        self.note_use(key);
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        for error in errors {
            self.lacks(format!("{key}: {error}"), key);
        }
        text
    }

    /// Remembers what is missing, and gives the marker that stands in its place.
    fn lacks(&self, what: String, key: &str) -> String {
        if lock(&self.missing).insert(what) {
            tracing::error!(key, "a sentence or one of its arguments is missing");
        }
        format!("⟦{key}⟧")
    }

    #[cfg(debug_assertions)]
    fn note_use(&self, key: &str) {
        let mut used = lock(&self.used);
        if !used.contains(key) {
            used.insert(key.to_owned());
        }
    }

    #[cfg(not(debug_assertions))]
    const fn note_use(&self, _key: &str) {}

    const fn bundle(&self, locale: Locale) -> &Bundle {
        match locale {
            Locale::ZhCn => &self.zh_cn,
            Locale::Bo => &self.bo,
            Locale::En => &self.en,
        }
    }
}

fn bundle(locale: Locale, sources: &[Source]) -> Result<Bundle, Problem> {
    let language: LanguageIdentifier = locale.tag().parse().map_err(Problem::fault)?;
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The marks would end up in printed and copied texts; values with their own direction do not occur in our scripts.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped_digits(&number.as_string())),
        _ => None,
    }));
    for source in sources {
        let resource = FluentResource::try_new(source.text(locale).to_owned())
            .map_err(|_| Problem::Fault(format!("locales: {} ({}) does not parse", source.name, locale.tag())))?;
        bundle.add_resource(resource).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Problem::Fault(format!("locales: {} ({}): {}", source.name, locale.tag(), errors.join("; ")))
        })?;
    }
    Ok(bundle)
}

/// The sets stay whole even when a thread died while holding one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
