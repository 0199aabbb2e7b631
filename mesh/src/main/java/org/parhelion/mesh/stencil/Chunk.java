package org.parhelion.mesh.stencil;

import java.util.List;

/**
 * The part of a program that one generated class computes.
 *
 * @param values values at {@link Level#X} that it computes, in order
 * @param received rows to read: values that an earlier chunk computed
 * @param passedOn rows to write: values that a later chunk needs
 * @param stores numbers of the program's stores that it makes
 * @param reductions numbers of the program's reductions that it feeds
 */
record Chunk(
        List<Integer> values,
        List<Integer> received,
        List<Integer> passedOn,
        List<Integer> stores,
        List<Integer> reductions) {}
