package org.parhelion.solvers.simulation;

/** What a case solves: fields with rates, or a built-in model. */
sealed interface ModelSpec permits EvolutionSpec, EllipticSpec {}
