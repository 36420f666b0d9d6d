//! ROWS AND GRAPHS AS TEXT: a file per format.
