//! Saved filters through their actions, on both databases.

use super::actions::{forget, keep, rename, set_shared, throw_away, usable};
use super::rules::FILTERS_MAX;
use base::{Problem, Role};
use db::{Query, values};
use testkit::on_both;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

#[tokio::test]
async fn a_filter_is_kept_once_renamed_shared_by_a_secretary_and_thrown_away() {
    on_both(circles, async |town| {
        let app = &town.app;
        let account = town.account("worker", &[Role::Worker], None).await;
        let worker = town.doer(account, None, &[Role::Worker]);
        let account = town.account("secretary", &[Role::Secretary], None).await;
        let secretary = town.doer(account, None, &[Role::Secretary]);
        let once = app.new_id();
        for _ in 0..2 {
            keep(app, &worker, once, ("待派单", "state=accepted&q=例桑一")).await.unwrap();
        }
        let own = usable(app, &worker).await.unwrap();
        assert_eq!(own.len(), 1);
        assert_eq!((own[0].filters.as_str(), own[0].own), ("state=accepted", true), "no words are kept");
        assert!(usable(app, &secretary).await.unwrap().is_empty(), "it is one's own");
        let aim = (once, own[0].version);
        assert!(matches!(set_shared(app, &worker, aim, true).await, Err(Problem::NotAllowed)));
        assert!(matches!(set_shared(app, &secretary, aim, true).await, Err(Problem::NotFound)), "not another's");
        rename(app, &worker, aim, "要派的").await.unwrap();
        assert!(matches!(rename(app, &worker, aim, "又改").await, Err(Problem::Changed)));

        let shared = app.new_id();
        keep(app, &secretary, shared, ("超期的", "light=late")).await.unwrap();
        set_shared(app, &secretary, (shared, 1), true).await.unwrap();
        let seen = usable(app, &worker).await.unwrap();
        assert_eq!(seen.iter().map(|filter| filter.own).collect::<Vec<_>>(), [true, false]);
        assert!(matches!(throw_away(app, &worker, (shared, 2)).await, Err(Problem::NotFound)));
        throw_away(app, &worker, (once, 2)).await.unwrap();
        assert_eq!(usable(app, &worker).await.unwrap().len(), 1);
        let left =
            "select count(*) from saved_filters where id = $1 and account_id is null and title = '' and filters = ''";
        assert_eq!(app.db.read().await.unwrap().number(left, values![once]).await.unwrap(), 1, "it says nothing more");
        keep(app, &worker, once, ("待派单", "state=accepted")).await.unwrap();
        assert_eq!(usable(app, &worker).await.unwrap().len(), 1, "the old form brings nothing back");
    })
    .await;
}

#[tokio::test]
async fn nobody_keeps_too_many_and_a_closed_account_leaves_none() {
    on_both(circles, async |town| {
        let app = &town.app;
        let account = town.account("worker", &[Role::Worker], None).await;
        let worker = town.doer(account, None, &[Role::Worker]);
        for number in 0..FILTERS_MAX {
            keep(app, &worker, app.new_id(), (&format!("筛选{number}"), "light=late")).await.unwrap();
        }
        let more = keep(app, &worker, app.new_id(), ("再一个", "light=late")).await;
        assert!(matches!(more, Err(Problem::Refused(refusal)) if refusal.key == "filters-refused-many"));
        let resident = town.account("resident", &[Role::Resident], None).await;
        let resident = town.doer(resident, None, &[Role::Resident]);
        assert!(matches!(usable(app, &resident).await, Err(Problem::NotAllowed)));
        town.tamper("update accounts set closed_at = created_at where login = 'worker'").await;
        forget(app, &town.house()).await.unwrap();
        assert!(usable(app, &worker).await.unwrap().is_empty());
    })
    .await;
}
