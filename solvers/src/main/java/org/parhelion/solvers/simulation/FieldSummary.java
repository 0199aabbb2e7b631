package org.parhelion.solvers.simulation;

import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldDigest;
import org.parhelion.mesh.FieldStatistics;

/**
 * A field in numbers that do not depend on the number of ranks.
 *
 * @param l2 √(Σ u² ΔV)
 * @param integral Σ u ΔV
 * @param mean integral over volume
 * @param bits digest of all values in global order
 */
record FieldSummary(String name, double min, double mean, double max, double l2, double integral, String bits) {
    /** Collective. */
    static FieldSummary of(Field field) {
        FieldStatistics statistics = FieldStatistics.of(field);
        return new FieldSummary(
                field.name(),
                statistics.min(),
                statistics.mean(),
                statistics.max(),
                statistics.l2(),
                statistics.integral(),
                FieldDigest.of(field));
    }
}
