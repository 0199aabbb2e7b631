package org.parhelion.solvers.dense;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/**
 * Many sums of numbers ≥ 0 at once that do not depend on the order of their terms nor on who adds them: J. Demmel and H. D. Nguyen,
 * “Fast reproducible floating-point summation”, ARITH 21, 2013, algorithm 5 with two folds. Each term is cut into a
 * multiple of a first unit and a rest, rounded to a multiple of a second unit; sums of either are exact, as units are so chosen
 * that no sum needs more than 53 bits. What is lost is below n³ 2⁻¹⁰⁴ of the largest term.
 */
final class OrderFreeSums {
    private final double first;
    private final double second;
    private final double[] high;
    private final double[] low;

    /**
     * @param sums how many sums
     * @param terms the most terms that a sum has, over all ranks
     * @param largest the largest term of all sums on all ranks, between 2⁻⁴⁰⁰ and 2⁴⁰⁰
     */
    OrderFreeSums(int sums, int terms, double largest) {
        int growth = 33 - Integer.numberOfLeadingZeros(terms);
        first = 1.5 * Math.scalb(1.0, Math.getExponent(largest) + 1 + growth);
        second = 1.5 * Math.scalb(1.0, Math.getExponent(first) - 52 + growth);
        high = new double[sums];
        low = new double[sums];
    }

    void add(int sum, double term) {
        double top = (first + term) - first;
        high[sum] += top;
        low[sum] += (second + (term - top)) - second;
    }

    /** The largest of the sums over all ranks; collective. */
    double largest(Communicator ranks) {
        if (high.length > 0) {
            ranks.allReduce(high, ReduceOp.SUM);
            ranks.allReduce(low, ReduceOp.SUM);
        }
        double largest = 0;
        for (int i = 0; i < high.length; i++) {
            largest = Math.max(largest, high[i] + low[i]);
        }
        return largest;
    }
}
