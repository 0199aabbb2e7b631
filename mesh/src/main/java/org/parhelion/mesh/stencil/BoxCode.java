package org.parhelion.mesh.stencil;

/** Generated code: one chunk of a program, over all points of a box. Hidden classes implement it. */
interface BoxCode {
    /**
     * Computes the points {@code x0 ≤ i < x1}, {@code y0 ≤ j < y1}, {@code z0 ≤ k < z1} by local index of the target
     * location. Vector code wants a whole number of vectors along a row.
     *
     * @param fields storage of each field of the program [fields]
     * @param parameters values of the program's parameters [parameters]
     * @param coordinates of each axis: coordinates from local index {@code -CodePlan.pad(axis)} on [3][…]
     * @param rows values that pass from chunk to chunk, in the order in which the points are visited [rows][≥ points]
     * @param accumulators running results, one lane each in scalar code, {@code lanes} in vector code
     */
    void run(
            double[][] fields,
            double[] parameters,
            double[][] coordinates,
            double[][] rows,
            double[] accumulators,
            int x0,
            int x1,
            int y0,
            int y1,
            int z0,
            int z1);
}
