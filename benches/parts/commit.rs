//! A statement that writes, durable when it returns: in memory, on the disk, and many in one commit.

use annals::{Database, Session};
use criterion::Criterion;

use crate::data;

const WRITE: &str = "MATCH (x:Entity {name: $a}), (y:Entity {name: 'Iran'}) CREATE (e:Event {id: 0, date: date($b)}), (e)-[:ACTOR]->(x), (e)-[:TARGET]->(y)";
const GROUP: usize = 100;

pub(crate) fn bench(criterion: &mut Criterion) {
    let (folder, session) = (data::folder(), data::session());
    let mut memory = data::database();
    criterion.bench_function("commit/in memory", |bencher| bencher.iter(|| write(&mut memory, &session)));
    let mut stored = Database::create(&folder.path().join("events.annals")).expect("nothing is there yet");
    stored.load(data::read(folder.path())).expect("it is empty");
    criterion.bench_function("commit/on the disk", |bencher| bencher.iter(|| write(&mut stored, &session)));
    criterion.bench_function("commit/a hundred as one", |bencher| {
        bencher.iter(|| {
            let mut group = stored.begin().expect("none is open");
            for _ in 0..GROUP {
                group.run(WRITE, &session).expect("it writes");
            }
            group.commit().expect("the disk has room");
        });
    });
}

fn write(database: &mut Database, session: &Session) {
    database.run(WRITE, session).expect("it writes");
}
