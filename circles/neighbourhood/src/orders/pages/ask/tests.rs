//! look
#[expect(clippy::unwrap_used, reason = "tests")]
mod look {
    #[tokio::test]
    #[ignore = "look"]
    async fn look() {
        let town = testkit::Town::on_sqlite(vec![registry::circle(), crate::stub()]).await;
        let c = town.community.0.simple().to_string();
        for (i, name) in ["晨光里", "雪松里"].iter().enumerate() {
            town.tamper(&format!("insert into compounds (id, community, name_zh, name_bo, name_en, version) values (x'{:032x}', x'{c}', '{name}', 'ཐང་ཤིང་ལིང་།', 'Cedar', 1)", i + 1)).await;
            for b in 1..4 { town.tamper(&format!("insert into buildings (id, community, compound_id, name, stairways, version) values (x'{:032x}', x'{c}', x'{:032x}', '{b}', 3, 1)", (i + 1) * 100 + b, i + 1)).await; }
        }
        let circles = vec![web::shell_circle(), access::circle(), registry::circle(), crate::stub()];
        let router = web::router(&town.site, circles);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:18437").await.unwrap();
        let stop = async { while !std::path::Path::new("/tmp/ask-mine/stop").exists() { tokio::time::sleep(std::time::Duration::from_millis(300)).await; } };
        axum::serve(listener, router).with_graceful_shutdown(stop).await.unwrap();
    }
}
