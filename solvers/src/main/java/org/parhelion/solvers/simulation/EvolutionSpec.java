package org.parhelion.solvers.simulation;

import java.util.List;

/**
 * Fields with rates.
 *
 * @param order of accuracy of central differences
 */
record EvolutionSpec(List<FieldSpec> fields, int order, TimeSpec time) implements ModelSpec {}
