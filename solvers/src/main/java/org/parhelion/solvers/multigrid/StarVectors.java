package org.parhelion.solvers.multigrid;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** What the loops along x of {@link SeparableRows}, {@link UniformRows} and {@link VariableRows} have in common. */
final class StarVectors {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();
    /** Doubles that the header of an array takes. */
    private static final int HEADER = 2;

    private static final VectorMask<Double> EVEN = alternating(0);
    private static final VectorMask<Double> ODD = alternating(1);

    private StarVectors() {}

    private static VectorMask<Double> alternating(int first) {
        boolean[] lanes = new boolean[LANES];
        for (int lane = first; lane < LANES; lane += 2) {
            lanes[lane] = true;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /** Every second lane, of which {@code first}, 0 or 1, is the first. */
    static VectorMask<Double> colour(int first) {
        return first == 0 ? EVEN : ODD;
    }

    /** The numbers of a row that are done in vectors; none where a vector holds one number, and so one colour. */
    static int whole(int count) {
        return LANES < 2 ? 0 : count / LANES * LANES;
    }

    /** How far a position in an array is from the next one where whole vectors begin; others may lie across cache lines. */
    static int untilAligned(int position) {
        return Math.floorMod(-(HEADER + position), LANES);
    }

    static DoubleVector at(double[] a, int i) {
        return DoubleVector.fromArray(SPECIES, a, i);
    }

    static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
