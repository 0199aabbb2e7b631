package org.parhelion.mesh.stencil;

import java.util.Optional;
import jdk.incubator.vector.DoubleVector;

/**
 * A width of vectors.
 *
 * @param species name of the species among the constants of {@code DoubleVector}
 * @param lanes doubles in a vector
 */
record VectorShape(String species, int lanes) {
    /** What the processor likes best, if the Vector API is there and a vector holds more than one double. */
    static Optional<VectorShape> preferred() {
        return isVectorApiThere() ? Loaded.PREFERRED : Optional.empty();
    }

    /** A set width in bits: 128, 256 or 512. */
    static VectorShape ofBits(int bits) {
        return new VectorShape("SPECIES_" + bits, bits / Double.SIZE);
    }

    /** Looks without loading anything of the Vector API, which takes a tenth of a second. */
    static boolean isVectorApiThere() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    private static final class Loaded {
        static final Optional<VectorShape> PREFERRED = find();

        private static Optional<VectorShape> find() {
            int lanes = DoubleVector.SPECIES_PREFERRED.length();
            return lanes < 2 ? Optional.empty() : Optional.of(new VectorShape("SPECIES_PREFERRED", lanes));
        }
    }

    // Spelled out, as every run asks: linking what a record brings takes 10 ms or more of its start.
    @Override
    public boolean equals(Object other) {
        return other instanceof VectorShape that && species.equals(that.species) && lanes == that.lanes;
    }

    @Override
    public int hashCode() {
        return 31 * species.hashCode() + lanes;
    }
}
