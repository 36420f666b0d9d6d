//! DURABILITY: one snapshot, one journal, one lock.
