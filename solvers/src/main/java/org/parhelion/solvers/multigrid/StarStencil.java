package org.parhelion.solvers.multigrid;

/**
 * A linear operator of 3, 5 or 7 points on one rank's unknowns of one level:
 *
 * <pre>(A u)_P = c_P u_P − Σ_axes (l_P u_{P−e} + h_P u_{P+e})</pre>
 *
 * <p>Walls are folded into the coefficients: the one towards a wall is 0, so ghosts behind walls only have to be finite.
 * Coefficients are either <em>separable</em>: sums of numbers that depend on one index each, or one array per coefficient
 * with a number at each point, laid out as the unknowns are.
 *
 * <p>Along an axis that the grid lacks the coefficients are 0 and {@link #stride} is 0, so that no loop needs to ask.
 */
final class StarStencil {
    private final StarLayout layout;
    private final boolean separable;
    private final double[][] low;
    private final double[][] centre;
    private final double[][] high;
    private final double shift;
    private final int[] strides = new int[3];

    private StarStencil(
            StarLayout layout, boolean separable, double[][] low, double[][] centre, double[][] high, double shift) {
        this.layout = layout;
        this.separable = separable;
        this.low = low;
        this.centre = centre;
        this.high = high;
        this.shift = shift;
    }

    /**
     * Coefficients c_P = Σ_a centre[a][i_a] + shift, l_P along axis a = low[a][i_a], h_P = high[a][i_a].
     *
     * @param used which axes the grid has
     * @param low for each axis numbers by local index; of an axis that the grid lacks one 0
     */
    static StarStencil separable(
            StarLayout layout, boolean[] used, double[][] low, double[][] centre, double[][] high, double shift) {
        return new StarStencil(layout, true, low, centre, high, shift).withAxes(used);
    }

    /**
     * A number for each point.
     *
     * @param centre c_P by position in the array
     * @param low l_P along each axis by position; null along an axis that the grid lacks
     * @param high h_P likewise
     */
    static StarStencil variable(StarLayout layout, boolean[] used, double[] centre, double[][] low, double[][] high) {
        return new StarStencil(layout, false, low, new double[][] {centre}, high, 0).withAxes(used);
    }

    private StarStencil withAxes(boolean[] used) {
        for (int a = 0; a < 3; a++) {
            strides[a] = used[a] ? layout.stride(a) : 0;
        }
        return this;
    }

    StarLayout layout() {
        return layout;
    }

    boolean isSeparable() {
        return separable;
    }

    boolean uses(int axis) {
        return strides[axis] != 0;
    }

    /** Distance of neighbours along an axis in use, else 0. */
    int stride(int axis) {
        return strides[axis];
    }

    /** Of a separable stencil: l along an axis by local index. */
    double[] lows(int axis) {
        return low[axis];
    }

    /** Of a separable stencil: what an axis brings to c, by local index. */
    double[] centres(int axis) {
        return centre[axis];
    }

    double[] highs(int axis) {
        return high[axis];
    }

    /** Of a separable stencil: the part of c that is the same everywhere. */
    double shift() {
        return shift;
    }

    /** Of a variable stencil: c by position. */
    double[] centreArray() {
        return centre[0];
    }

    /** Of a variable stencil: l along an axis by position; null along an axis that the grid lacks. */
    double[] lowArray(int axis) {
        return low[axis];
    }

    double[] highArray(int axis) {
        return high[axis];
    }

    /**
     * Makes one array of a variable stencil say both coefficients along an axis, if l of the next point is everywhere h of a
     * point: what is missing of l, behind the last points, is put there.
     *
     * @return whether l now stands for both
     */
    boolean shareCoefficients(int axis) {
        double[] l = low[axis];
        double[] h = high[axis];
        int stride = strides[axis];
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    int p = layout.index(i, j, k);
                    int next = axis == 0 ? i + 1 : axis == 1 ? j + 1 : k + 1;
                    if (next == layout.size(axis)) {
                        l[p + stride] = h[p];
                    } else if (l[p + stride] != h[p]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** c at a point by local index. */
    double centre(int i, int j, int k) {
        return separable ? centre[0][i] + (centre[1][j] + centre[2][k] + shift) : centre[0][layout.index(i, j, k)];
    }

    /** l along an axis at a point by local index. */
    double low(int axis, int i, int j, int k) {
        return coefficient(low[axis], axis, i, j, k);
    }

    double high(int axis, int i, int j, int k) {
        return coefficient(high[axis], axis, i, j, k);
    }

    private double coefficient(double[] of, int axis, int i, int j, int k) {
        if (of == null) {
            return 0;
        }
        return of[separable ? (axis == 0 ? i : axis == 1 ? j : k) : layout.index(i, j, k)];
    }
}
