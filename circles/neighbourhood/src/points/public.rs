//! What everyone may read about points: the notice before awards are final, and totals. Nobody is named who did not wish it.

use super::rules::local_day;
use super::store::{self, NoticeLine};
use super::totals::Total;
use askama::Template;
use axum::extract::State;
use base::{Locale, Moment};
use serde::Deserialize;
use web::{Answer, Cursor, Listing, Questioned, Shell, Site, Visit, page};

/// Where a public list starts.
#[derive(Deserialize, Default)]
pub struct After {
    #[serde(default)]
    pub(super) after: String,
}

#[derive(Template)]
#[template(path = "points/notice.html")]
struct NoticePage {
    shell: Shell,
    lines: Listing<NoticeLine>,
    notice_days: i64,
}

impl NoticePage {
    fn team(&self, line: &NoticeLine) -> String {
        let own = match self.shell.locale() {
            Locale::ZhCn => None,
            Locale::Bo => line.team_bo.clone(),
            Locale::En => line.team_en.clone(),
        };
        own.filter(|name| !name.is_empty()).or_else(|| line.team_zh.clone()).unwrap_or_default()
    }

    fn older(&self) -> Option<String> {
        self.lines.next.map(|cursor| format!("/points/notice?after={}", cursor.text()))
    }
}

/// The public notice before awards are final.
pub async fn notice(State(site): State<Site>, visit: Visit, Questioned(after): Questioned<After>) -> Answer {
    let read = site.app.db.read().await?;
    let lines = store::notice(&read, visit.doer.community, Cursor::parse(&after.after)).await?;
    let pack = store::rules_of(&read, visit.doer.community, local_day(visit.doer.at)).await?;
    page(&NoticePage { shell: site.shell(&visit, "points-notice-title"), lines, notice_days: pack.notice_days })
}

#[derive(Template)]
#[template(path = "points/totals.html")]
struct TotalsPage {
    shell: Shell,
    totals: Vec<Total>,
}

impl TotalsPage {
    /// When the figure was counted that has stood longest.
    fn oldest(&self) -> Option<Moment> {
        self.totals.iter().map(|total| total.at).min()
    }

    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn label(&self, total: &Total) -> &'static str {
        match total.name.as_str() {
            "points_members" => "points-total-members",
            "points_hours" => "points-total-hours",
            "points_issued" => "points-total-issued",
            "points_redeemed" => "points-total-redeemed",
            _ => "points-total-goods",
        }
    }

    fn figure(&self, total: &Total) -> Option<String> {
        let amount = total.shown()?;
        let lang = self.shell.lang();
        Some(if total.name == "points_hours" { lang.minutes(amount) } else { lang.number(amount) })
    }
}

/// Totals for everyone; nothing smaller.
pub async fn totals(State(site): State<Site>, visit: Visit) -> Answer {
    let totals = super::totals::totals(&site.app.db.read().await?, visit.doer.community).await?;
    page(&TotalsPage { shell: site.shell(&visit, "points-totals-title"), totals })
}
