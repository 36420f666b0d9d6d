//! Power cuts, full disks and failed writes at every step of every kind of session, and at every step of opening after one.
//!
//! What must hold of whatever is left: it opens; it is some beginning of the batches, with every one that was acknowledged;
//! each batch is there whole or not at all; and it can be written to again. Seven stores that break one rule each must be
//! caught by the same test.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::disk::{Fault, Machine, SimulatedDisk};
use super::mutant::{Mutant, Mutated};
use super::*;
use crate::storage::rule;

/// Sessions, a letter a step: append one batch, a **g**roup of two, ma**k**e a checkpoint, **c**lose and open, open again
/// without having closed (**r**), **s**ync. They end in every phase, because what comes after hides what came before.
const SESSIONS: &[&str] =
    &["", "a", "g", "aa", "k", "ak", "gka", "ac", "aca", "ar", "gra", "akra", "kark", "acgk", "aakgac", "gcrakarg"];

/// The same where a power cut may take what was not synced.
const RELAXED: &[&str] = &["aagaa", "aasaga", "aakaga", "agcaa", "gasrag"];

#[test]
fn whatever_fails_nothing_acknowledged_is_lost() {
    let begun = Instant::now();
    let world = World::new(small_batches());
    let large = World::new(large_batches());
    let mut work: Vec<Session<'_>> =
        SESSIONS.iter().map(|steps| Session { steps, mode: SyncMode::Full, world: &world, images: 48 }).collect();
    for mode in [SyncMode::Batch, SyncMode::Off] {
        work.extend(RELAXED.iter().map(|steps| Session { steps, mode, world: &world, images: 48 }));
    }
    work.push(Session { steps: "aaka", mode: SyncMode::Full, world: &large, images: 24 });
    let counts = on_two_threads(&work);
    println!("{counts:?} in {:.1} s", begun.elapsed().as_secs_f32());
    assert!(counts.faults >= 2_000, "{counts:?}");
    assert!(counts.images >= 100_000, "{counts:?}");
    assert!(counts.double_faults >= 20_000, "{counts:?}");
}

#[test]
fn a_store_that_breaks_a_rule_is_caught() {
    let world = World::new(small_batches());
    for mutant in Mutant::ALL {
        let caught = rule::break_for(mutant.rule(), || {
            SESSIONS.iter().find_map(|steps| {
                let session = Session { steps, mode: SyncMode::Full, world: &world, images: 64 };
                Exploration::new(session, Some(mutant)).run().err().map(|violation| (steps, violation))
            })
        });
        let (steps, violation) = caught.unwrap_or_else(|| panic!("{mutant:?} is not caught"));
        println!("{mutant:?} is caught in session {steps:?}: {violation}");
    }
}

fn on_two_threads(work: &[Session<'_>]) -> Counts {
    let explore = |half: usize| {
        let mine = work.iter().enumerate().filter(move |(number, _)| number % 2 == half).map(|(_, session)| *session);
        let counts = mine.map(|session| {
            Exploration::new(session, None).run().unwrap_or_else(|violation| panic!("{:?}: {violation}", session.steps))
        });
        counts.fold(Counts::default(), Counts::plus)
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| explore(1));
        explore(0).plus(other.join().expect("what the other thread asserts holds"))
    })
}

/// Batches, and what the graph is after each number of them.
struct World {
    batches: Vec<Batch>,
    prefixes: BTreeMap<String, usize>,
}

impl World {
    fn new(batches: Vec<Batch>) -> Self {
        let mut graph = Graph::new();
        let mut prefixes = BTreeMap::from([(print(graph.view()), 0)]);
        for (number, batch) in (1..).zip(&batches) {
            graph.apply(batch).expect("the batches make sense");
            assert!(prefixes.insert(print(graph.view()), number).is_none(), "each batch changes something");
        }
        Self { batches, prefixes }
    }
}

fn small_batches() -> Vec<Batch> {
    let more =
        (3..16).map(|id| Batch { changes: vec![node(id, &["Later"], &[("name", text(&format!("number {id}")))])] });
    batches().into_iter().chain(more).collect()
}

/// Batches of which the second fits in no single record.
fn large_batches() -> Vec<Batch> {
    let texts = (1..4).map(|id| node(id, &[], &[("text", text(&id.to_string().repeat(30 << 10)))])).collect();
    let small = |id| Batch { changes: vec![node(id, &[], &[])] };
    vec![small(0), Batch { changes: texts }, small(4), small(5), small(6), small(7)]
}

/// What one program does.
#[derive(Clone, Copy)]
struct Session<'w> {
    steps: &'static str,
    mode: SyncMode,
    world: &'w World,
    /// About how many images of each moment are looked at.
    images: usize,
}

/// What was promised so far.
#[derive(Clone, Copy, Debug, Default, Hash)]
struct Progress {
    /// Whether the making of the store was acknowledged.
    made: bool,
    /// How many batches must be there.
    safe: usize,
    /// How many may be there.
    issued: usize,
    /// How many the program knows to be in the store.
    next: usize,
}

#[derive(Clone, Copy, Debug, Default)]
#[allow(dead_code, reason = "shown")]
struct Counts {
    /// Steps at which something failed.
    faults: usize,
    /// What power cuts left, and how much of that was different.
    images: usize,
    different: usize,
    /// Steps at which opening such an image failed again.
    double_faults: usize,
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        Self {
            faults: self.faults + other.faults,
            images: self.images + other.images,
            different: self.different + other.different,
            double_faults: self.double_faults + other.double_faults,
        }
    }
}

/// Of how many images one is opened with a second fault at every step.
const ONE_IN: usize = 12;

type Violation = String;

struct Open<'w> {
    session: Session<'w>,
    medium: Arc<dyn Medium>,
    store: Store,
    graph: Graph,
}

impl<'w> Session<'w> {
    /// Does every step, as far as the disk lets it.
    fn run(self, medium: &Arc<dyn Medium>, progress: &mut Progress) -> Result<(), StorageError> {
        let mut open = self.create(medium, progress)?;
        for step in self.steps.chars() {
            match step {
                'a' => open.append(1, progress)?,
                'g' => open.append(2, progress)?,
                'k' => open.store.checkpoint(&open.graph)?,
                's' => open.store.sync()?,
                'c' => open = open.close_and_open(progress)?,
                _ => open = self.open(medium)?,
            }
            if matches!(step, 'k' | 's') {
                progress.safe = progress.next;
            }
        }
        Ok(())
    }

    fn create(self, medium: &Arc<dyn Medium>, progress: &mut Progress) -> Result<Open<'w>, StorageError> {
        let store = Store::create_on(medium.clone(), paths(), UUID, None)?;
        progress.made = true;
        self.begin(medium, store, Graph::new())
    }

    fn open(self, medium: &Arc<dyn Medium>) -> Result<Open<'w>, StorageError> {
        let (store, graph, _) = Store::open_to_write(medium.clone(), paths(), None)?;
        self.begin(medium, store, graph)
    }

    fn begin(self, medium: &Arc<dyn Medium>, mut store: Store, graph: Graph) -> Result<Open<'w>, StorageError> {
        store.set_sync_mode(self.mode)?;
        Ok(Open { session: self, medium: medium.clone(), store, graph })
    }

    /// The program again, after something failed: it goes on with what it finds.
    fn resume(self, medium: &Arc<dyn Medium>, progress: &mut Progress) -> Result<(), Violation> {
        let mut open = match self.open(medium) {
            Err(StorageError::Missing { .. }) if !progress.made => self.create(medium, progress),
            opened => opened,
        }
        .map_err(|error| format!("{error} with {progress:?}"))?;
        progress.made = true;
        progress.next = self.found(&open.graph, *progress)?;
        let done = open.append(1, progress).and_then(|()| open.store.sync());
        done.map_err(|error| format!("it does not go on: {error}"))?;
        progress.safe = progress.next;
        Ok(())
    }

    /// How many batches are there, if that is a number that may be.
    fn found(self, graph: &Graph, progress: Progress) -> Result<usize, Violation> {
        let found = self.world.prefixes.get(&print(graph.view())).copied();
        match found {
            Some(found) if (progress.safe..=progress.issued).contains(&found) => Ok(found),
            Some(found) => Err(format!("{found} batches are there with {progress:?}")),
            None => Err(format!("what is there was never written, with {progress:?}")),
        }
    }
}

fn paths() -> Paths {
    Paths::new(std::path::Path::new("graph.annals"))
}

impl Open<'_> {
    fn append(&mut self, count: usize, progress: &mut Progress) -> Result<(), StorageError> {
        let batches = &self.session.world.batches[progress.next..progress.next + count];
        progress.issued = progress.issued.max(progress.next + count);
        if let Err(error) = self.store.append_all(batches) {
            let again = self.store.append_all(batches);
            assert!(matches!(again, Err(StorageError::Poisoned { .. })), "after {error} a store writes no more");
            return Err(error);
        }
        batches.iter().for_each(|batch| self.graph.apply(batch).expect("the batches make sense"));
        progress.next += count;
        if self.session.mode == SyncMode::Full {
            progress.safe = progress.next;
        }
        Ok(())
    }

    fn close_and_open(self, progress: &mut Progress) -> Result<Self, StorageError> {
        let Self { session, medium, store, graph } = self;
        store.close(&graph)?;
        progress.safe = progress.next;
        session.open(&medium)
    }
}

/// Everything that may happen to a session.
struct Exploration<'w> {
    session: Session<'w>,
    mutant: Option<Mutant>,
    seen: BTreeSet<u64>,
    looked_at: usize,
    counts: Counts,
}

impl<'w> Exploration<'w> {
    fn new(session: Session<'w>, mutant: Option<Mutant>) -> Self {
        Self { session, mutant, seen: BTreeSet::new(), looked_at: 0, counts: Counts::default() }
    }

    fn run(mut self) -> Result<Counts, Violation> {
        let disk = SimulatedDisk::default();
        let mut progress = Progress::default();
        self.session.run(&self.medium(&disk), &mut progress).map_err(|error| error.to_string())?;
        self.power_cut(&disk.state(), progress, self.session.images)?;
        let (steps, changes) = (disk.steps(), disk.changes());
        for step in 0..steps {
            if changes.contains(&step) {
                self.fault(step, Fault::PowerCut)?;
                self.fault(step, Fault::UncertainError)?;
                self.fault(step, Fault::Full)?;
            }
            self.fault(step, Fault::Error)?;
        }
        Ok(self.counts)
    }

    fn medium(&self, disk: &SimulatedDisk) -> Arc<dyn Medium> {
        Mutated::medium(disk.clone(), self.mutant)
    }

    /// The session, with a fault at a step.
    fn fault(&mut self, step: usize, fault: Fault) -> Result<(), Violation> {
        self.counts.faults += 1;
        let at = |violation| format!("{fault:?} at step {step}: {violation}");
        let disk = SimulatedDisk::default();
        disk.fail_at(step, fault);
        let medium = self.medium(&disk);
        let mut progress = Progress::default();
        let ended = catch_unwind(AssertUnwindSafe(|| self.session.run(&medium, &mut progress)));
        ended.map_err(|_| at("it panics".to_owned()))?.err();
        if fault == Fault::PowerCut {
            return self.power_cut(&disk.state(), progress, self.session.images).map_err(at);
        }
        // The power may go right now, or once the program was started again and has written more.
        let few = self.session.images / 8;
        self.power_cut(&disk.state(), progress, few).map_err(at)?;
        disk.make_room();
        self.session.resume(&medium, &mut progress).map_err(at)?;
        self.power_cut(&disk.state(), progress, few).map_err(at)
    }

    /// Everything that a power cut may leave.
    fn power_cut(&mut self, machine: &Machine, progress: Progress, most: usize) -> Result<(), Violation> {
        for image in self.images(machine, progress, most) {
            let found = self.opens(&image, progress)?;
            self.looked_at += 1;
            if self.looked_at.is_multiple_of(ONE_IN) {
                self.cut_again(&image, Progress { next: found, ..progress })?;
            }
        }
        Ok(())
    }

    /// The images that were not seen yet.
    fn images(&mut self, machine: &Machine, progress: Progress, most: usize) -> Vec<Machine> {
        let images = machine.images(most, self.counts.images as u64);
        self.counts.images += images.len();
        let mut images = images;
        images.retain(|image| self.seen.insert(fingerprint(image, progress)));
        self.counts.different += images.len();
        images
    }

    /// Reads an image, and then writes to it; answers with how many batches were there.
    fn opens(&self, image: &Machine, progress: Progress) -> Result<usize, Violation> {
        let work = || {
            let found = self.reads(image, progress)?;
            let medium = self.medium(&SimulatedDisk::holding(image.clone()));
            let mut after = Progress { safe: found, issued: found, next: found, ..progress };
            self.session.resume(&medium, &mut after)?;
            let (_, graph, _) = Store::open_to_read(medium, paths()).map_err(|error| error.to_string())?;
            self.session.found(&graph, after)?;
            Ok(found)
        };
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("it panics".to_owned()))
    }

    fn reads(&self, image: &Machine, progress: Progress) -> Result<usize, Violation> {
        match Store::open_to_read(self.medium(&SimulatedDisk::holding(image.clone())), paths()) {
            Ok((_, graph, _)) => self.session.found(&graph, progress),
            Err(StorageError::Missing { .. }) if !progress.made => Ok(0),
            Err(error) => Err(format!("{error} with {progress:?}")),
        }
    }

    /// Another fault at every step of opening and going on after a power cut.
    fn cut_again(&mut self, image: &Machine, found: Progress) -> Result<(), Violation> {
        let disk = SimulatedDisk::holding(image.clone());
        let whole = Progress { safe: found.next, issued: found.issued.max(found.next + 1), ..found };
        self.session.resume(&self.medium(&disk), &mut whole.clone())?;
        for step in disk.changes() {
            for fault in [Fault::PowerCut, Fault::Error] {
                self.counts.double_faults += 1;
                let disk = SimulatedDisk::holding(image.clone());
                disk.fail_at(step, fault);
                let mut progress = found;
                // Whether it says so or not, only what was promised counts.
                let _ = self.session.resume(&self.medium(&disk), &mut progress);
                progress.issued = progress.issued.max(whole.issued);
                for image in self.images(&disk.state(), progress, 4) {
                    let read = catch_unwind(AssertUnwindSafe(|| self.reads(&image, progress)));
                    read.unwrap_or_else(|_| Err("it panics".to_owned()))
                        .map_err(|violation| format!("then {fault:?} at step {step}: {violation}"))?;
                }
            }
        }
        Ok(())
    }
}

fn fingerprint(image: &Machine, progress: Progress) -> u64 {
    let mut hasher = DefaultHasher::new();
    (progress.made, progress.safe, progress.issued).hash(&mut hasher);
    image.files().for_each(|file| file.hash(&mut hasher));
    hasher.finish()
}
