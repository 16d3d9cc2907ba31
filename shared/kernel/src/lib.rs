//! The calm ground under every circle: facts, audit, jobs, files, notices, languages, search, and the engine of matters.

pub mod app;
pub mod audit;
pub mod case;
pub mod facts;
pub mod files;
pub mod i18n;
pub mod imports;
pub mod jobs;
pub mod notify;
pub mod search;
pub mod sheets;
pub mod text;
pub mod vault;

use app::Part;
use i18n::Source;

/// What the ground itself contributes: its words, its tables, and the log that numbers itself.
#[must_use]
pub fn part() -> Part {
    let files = Source {
        name: "files",
        zh_cn: include_str!("../locales/zh-CN/files.ftl"),
        bo: include_str!("../locales/bo/files.ftl"),
        en: include_str!("../locales/en/files.ftl"),
    };
    let sheets = Source {
        name: "sheets",
        zh_cn: include_str!("../locales/zh-CN/sheets.ftl"),
        bo: include_str!("../locales/bo/sheets.ftl"),
        en: include_str!("../locales/en/sheets.ftl"),
    };
    let records = vec![db::Record { table: "divisions" }, db::Record { table: "calendar_days" }];
    Part { sources: vec![i18n::SOURCE, files, sheets], records, ..Part::default() }.join(audit::part())
}
