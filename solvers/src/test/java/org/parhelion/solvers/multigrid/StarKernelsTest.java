package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.parhelion.mpi.VectorTier;

class StarKernelsTest {
    private final SplittableRandom random = new SplittableRandom(20261122);

    @Test
    void rowsInVectorsAndPointByPointGiveTheBitsOfPlainLoops() {
        for (int dimensions = 1; dimensions <= 3; dimensions++) {
            for (int nx : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 33, 50, 67}) {
                compare(separable(dimensions, nx));
                compare(uniform(dimensions, nx));
                compare(variable(dimensions, nx, false));
                compare(variable(dimensions, nx, true));
            }
        }
    }

    private void compare(StarStencil stencil) {
        StarKernels plain = new PlainStarKernels(stencil);
        int length = length(stencil.layout());
        double[] u = numbers(length, -1, 1);
        double[] b = numbers(length, -1, 1);
        for (StarKernels fast :
                new StarKernels[] {VectorStarKernels.of(stencil, null), VectorStarKernels.of(stencil, new VectorTier())
                }) {
            same(plain, fast, u, (kernels, v) -> kernels.relax(0, v, b, 1));
            same(plain, fast, u, (kernels, v) -> kernels.relax(1, v, b, 1.15));
            same(plain, fast, b, (kernels, v) -> kernels.residual(u, b, v));
            same(plain, fast, b, (kernels, v) -> kernels.apply(u, v));
            same(plain, fast, b, (kernels, v) -> kernels.jacobi(u, b, v, 0.8));
        }
    }

    private static void same(
            StarKernels plain, StarKernels fast, double[] start, BiConsumer<StarKernels, double[]> work) {
        double[] expected = start.clone();
        double[] actual = start.clone();
        work.accept(plain, expected);
        work.accept(fast, actual);
        assertArrayEquals(expected, actual, 0.0);
    }

    private static StarLayout layout(int dimensions, int nx) {
        int ny = dimensions > 1 ? 6 : 1;
        int nz = dimensions > 2 ? 5 : 1;
        int strideY = nx + 3;
        int strideZ = strideY * (ny + 2);
        return new StarLayout(strideZ + strideY + 1, strideY, strideZ, nx, ny, nz, nx & 1);
    }

    private static int length(StarLayout layout) {
        return layout.strideZ() * (layout.nz() + 2) + 8;
    }

    private StarStencil separable(int dimensions, int nx) {
        StarLayout layout = layout(dimensions, nx);
        double[][] low = new double[3][];
        double[][] centre = new double[3][];
        double[][] high = new double[3][];
        for (int a = 0; a < 3; a++) {
            boolean used = a < dimensions;
            low[a] = used ? numbers(layout.size(a), 0.5, 2) : new double[1];
            high[a] = used ? numbers(layout.size(a), 0.5, 2) : new double[1];
            centre[a] = used ? numbers(layout.size(a), 2, 5) : new double[1];
        }
        return StarStencil.separable(layout, used(dimensions), low, centre, high, 0.25);
    }

    /** The same everywhere along x but at the walls. */
    private StarStencil uniform(int dimensions, int nx) {
        StarStencil stencil = separable(dimensions, nx);
        Arrays.fill(stencil.lows(0), 0.7);
        Arrays.fill(stencil.highs(0), 0.8);
        Arrays.fill(stencil.centres(0), 3.1);
        stencil.lows(0)[0] = 0;
        stencil.highs(0)[nx - 1] = 0;
        stencil.centres(0)[0] = 4;
        return stencil;
    }

    private StarStencil variable(int dimensions, int nx, boolean symmetric) {
        StarLayout layout = layout(dimensions, nx);
        double[][] low = new double[3][];
        double[][] high = new double[3][];
        for (int a = 0; a < dimensions; a++) {
            low[a] = numbers(length(layout), 0.5, 2);
            high[a] = numbers(length(layout), 0.5, 2);
            int stride = layout.stride(a);
            if (symmetric) {
                System.arraycopy(low[a], stride, high[a], 0, low[a].length - stride);
            }
        }
        return StarStencil.variable(layout, used(dimensions), numbers(length(layout), 8, 12), low, high);
    }

    private static boolean[] used(int dimensions) {
        return new boolean[] {true, dimensions > 1, dimensions > 2};
    }

    private double[] numbers(int count, double from, double to) {
        return random.doubles(count, from, to).toArray();
    }
}
