//! WHAT AN EVENT IS: event types in one hierarchy, roles, entity kinds, the names of the schema, and the words for them.
