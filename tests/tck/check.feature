# Scenarios that test the runner: a name says what it must make of one.
Feature: what the runner sees

  Background:
    Given an empty graph

  Scenario: passes: every kind of value
    When executing query:
      """
      CREATE p = (a:B:A {k: 1})-[:T {x: [1.0]}]->(b)
      RETURN null, true, 1, -2.5, 'it\'s', [1, [2]], {k: 'v'}, a, p
      """
    Then the result should be, in order:
      | null | true | 1 | -2.5 | 'it\\'s' | [1, [2]] | {k: 'v'}   | a              | p                                            |
      | null | true | 1 | -2.5 | 'it\\'s' | [1, [2]] | {k: 'v'} | (:A:B {k: 1})  | <(:A:B {k: 1})-[:T {x: [1.0]}]->()>          |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 2 |
      | +properties    | 2 |

  Scenario Outline: wrong answer: another value
    When executing query:
      """
      RETURN <value> AS x
      """
    Then the result should be, in any order:
      | x         |
      | <another> |

    Examples:
      | value          | another |
      | 1              | 1.0     |
      | 1.0            | 1       |
      | 1              | '1'     |
      | 1              | null    |
      | null           | 0       |
      | [1, 2]         | [2, 1]  |
      | {a: 1}         | {a: 2}  |
      | 'a\|b'         | 'a'     |

  Scenario Outline: passes: what may come in any order
    When executing query:
      """
      UNWIND [<first>] AS x RETURN x
      """
    Then the result should be (ignoring element order for lists):
      | x        |
      | <second> |
      | <third>  |

    Examples:
      | first          | second | third  |
      | 1, 2           | 2      | 1      |
      | [1, 2], [3]    | [3]    | [2, 1] |

  Scenario: wrong answer: a row too many
    When executing query:
      """
      UNWIND [1, 1] AS x RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |

  Scenario: wrong answer: rows out of order
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN x
      """
    Then the result should be, in order:
      | x |
      | 2 |
      | 1 |

  Scenario: wrong answer: another column
    When executing query:
      """
      RETURN 1 AS y
      """
    Then the result should be, in any order:
      | x |
      | 1 |

  Scenario: wrong answer: side effects that should not be
    When executing query:
      """
      CREATE ()
      """
    Then the result should be empty
    And no side effects

  Scenario: wrong answer: a changed property is one gone and one new
    And having executed:
      """
      CREATE ({k: 1})
      """
    When executing query:
      """
      MATCH (n) SET n.k = 2
      """
    Then the side effects should be:
      | +properties | 1 |

  Scenario: passes: what comes and goes in one query is no effect
    When executing query:
      """
      CREATE (n:A {k: 1})-[r:T]->(m) DETACH DELETE n
      """
    Then the side effects should be:
      | +nodes | 1 |

  Scenario: passes: a control query sees what a query did
    When executing query:
      """
      CREATE (:A)
      """
    Then the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |
    When executing control query:
      """
      MATCH (n) RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:A) |

  Scenario: passes: parameters
    And parameters are:
      | x | [1, {k: 'v'}] |
    When executing query:
      """
      RETURN $x AS x
      """
    Then the result should be, in any order:
      | x             |
      | [1, {k: 'v'}] |

  Scenario Outline: passes: errors
    When executing query:
      """
      <query>
      """
    Then a <kind> should be raised at <phase>: <detail>

    Examples:
      | query                           | kind            | phase        | detail            |
      | RETURN x                        | SyntaxError     | compile time | UndefinedVariable |
      | RETURN x                        | SyntaxError     | any time     | *                 |
      | UNWIND [1] AS x RETURN {k: x}.k + [][x].y + date('no') | ArgumentError | runtime | * |

  Scenario Outline: another error: errors that are not the expected ones
    When executing query:
      """
      RETURN x
      """
    Then a <kind> should be raised at <phase>: <detail>

    Examples:
      | kind        | phase        | detail               |
      | TypeError   | compile time | UndefinedVariable    |
      | SyntaxError | runtime      | UndefinedVariable    |
      | SyntaxError | compile time | VariableAlreadyBound |

  Scenario: wrong answer: rows where an error is expected
    When executing query:
      """
      RETURN 1
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: error instead of answer: nothing asks for the error
    When executing query:
      """
      RETURN x
      """

  Scenario: error instead of answer: rows are expected
    When executing query:
      """
      RETURN x
      """
    Then the result should be empty

  Scenario: setup: what comes before fails
    And having executed:
      """
      RETURN x
      """

  Scenario: unreadable scenario: a step of no kind
    When dreaming of sheep:
      """
      RETURN 1
      """

  Scenario: unreadable scenario: a value of no kind
    When executing query:
      """
      RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x    |
      | [1,, |
