//! A real, empty community: its name, its division code, its first administrator.

use access::accounts::actions::{NewAccount, make_in};
use base::{AccountId, CommunityId, Locale, Origin, Outcome, Problem, Role};
use db::{FromQueryResult, Query, Record, row, values};
use kernel::app::App;
use uuid::Uuid;

/// The tree of divisions.
pub const DIVISIONS: Record = Record { table: "divisions" };

/// What a new community needs.
#[derive(Clone, Debug)]
pub struct NewCommunity<'a> {
    /// Its Chinese name.
    pub name: &'a str,
    /// Its statistical division code: 12 digits, province to community.
    pub code: &'a str,
    /// The telephone of its service hall.
    pub phone: &'a str,
    /// The login name of its first administrator.
    pub administrator: &'a str,
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// The levels above a community with the digits of the code that name them.
const LEVELS: [(&str, usize); 4] = [("province", 2), ("city", 4), ("county", 6), ("town", 9)];

/// Makes the community with everything above it, and its administrator; answers the secret of the link with which the
/// administrator sets a password.
///
/// # Errors
/// A fault that names what is wrong with name or code, or that the community exists.
pub async fn setup(app: &App, wish: &NewCommunity<'_>) -> Outcome<(CommunityId, String)> {
    let code = wish.code.trim();
    if code.len() != 12 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::Fault("--code: give the 12 digits of the division code".to_owned()));
    }
    if wish.name.trim().is_empty() {
        return Err(Problem::Fault("--name: give the name of the community".to_owned()));
    }
    let community = CommunityId(app.new_id());
    let doer = app.house_doer(community, Origin::CommandLine);
    let mut write = app.db.write(&doer, "divisions.setup", &[]).await?;
    let taken: Option<Id> = write.one("select id from divisions where code = $1", values![code]).await?;
    if taken.is_some() {
        return Err(Problem::Fault(format!("a division with the code {code} exists already")));
    }
    let mut parent: Option<Uuid> = None;
    for (level, digits) in LEVELS {
        let own = format!("{:0<12}", code.get(..digits).unwrap_or_default());
        let found: Option<Id> = write.one("select id from divisions where code = $1", values![own.clone()]).await?;
        let id = match found {
            Some(found) => found.id,
            None => {
                let id = app.new_id();
                // The names above are entered on the page of divisions; until then the code stands there.
                let row = row! { id: id, parent_id: parent, level: level, code: own.clone(), name_zh: own };
                write.create(&DIVISIONS, row).await?;
                id
            }
        };
        parent = Some(id);
    }
    let row = row! {
        id: community.0, parent_id: parent, level: "community", code: code, name_zh: wish.name.trim(), phone: wish.phone.trim(),
    };
    write.create(&DIVISIONS, row).await?;
    let account = NewAccount {
        id: AccountId(app.new_id()),
        login: Some(wish.administrator.trim().to_lowercase()),
        phone_index: None,
        display_name: wish.administrator.trim().to_owned(),
        person: None,
        password_hash: None,
        locale: Locale::ZhCn,
        roles: vec![Role::Administrator, Role::Worker],
    };
    if !make_in(&mut write, &account).await? {
        return Err(Problem::Fault(format!("the login name {} is taken", wish.administrator)));
    }
    neighbourhood::prepare_community(app, &mut write).await?;
    write.commit().await?;
    let secret = access::accounts::actions::make_link(app, &doer, account.id).await?;
    Ok((community, secret))
}
