package org.parhelion.solvers.amg;

import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.linear.CsrBuilder;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * The cantilever in plane stress of Timoshenko and Goodier, see {@code SOURCES.md}, by bilinear quadrilaterals with 2 × 2 Gauss points:
 * (u, v) at the nodes of {@code nx × ny} elements, those on x = 0 given and eliminated. Nodes are numbered column by column.
 */
final class Cantilever {
    static final double LOAD = 1;
    static final double YOUNG = 1000;
    static final double POISSON = 0.3;
    static final double LENGTH = 8;
    static final double HEIGHT = 1;

    private static final double GAUSS = 1 / Math.sqrt(3);

    private final int nx;
    private final int ny;
    final VectorSpace space;
    final CsrMatrix matrix;
    final DistributedVector load;

    Cantilever(Communicator world, int nx, int ny) {
        this.nx = nx;
        this.ny = ny;
        int nodes = nx * (ny + 1);
        int mine = nodes / world.size() + (world.rank() < nodes % world.size() ? 1 : 0);
        this.space = VectorSpace.ofRows(world, 2 * mine);
        this.load = space.vector("load");
        double[] forces = new double[2 * nodes];
        double[][] stiffness = stiffness(LENGTH / nx, HEIGHT / ny);
        CsrBuilder elements = CsrMatrix.builder(space, space);
        for (int element = 0; element < nx * ny; element++) {
            assemble(element, stiffness, element % world.size() == world.rank() ? elements : null, forces);
        }
        for (int j = 0; j < ny; j++) {
            shear(j, forces);
        }
        this.matrix = elements.build();
        System.arraycopy(forces, (int) space.firstRow(), load.data(), 0, space.localSize());
        load.markWritten();
    }

    private double y(int j) {
        return HEIGHT * j / ny - HEIGHT / 2;
    }

    /** Rigid motions of the nodes that are not given. */
    NearNullSpace motions() {
        double[] x = new double[space.localSize() / 2];
        double[] y = new double[x.length];
        for (int n = 0; n < x.length; n++) {
            int node = (int) space.firstRow() / 2 + n;
            x[n] = LENGTH / nx * (1 + node / (ny + 1));
            y[n] = y(node % (ny + 1));
        }
        return NearNullSpace.rigidMotions(space, x, y);
    }

    /** Number of the unknown v at the end of the axis; {@code ny} must be even. */
    long end() {
        return 2L * ((nx - 1) * (ny + 1) + ny / 2) + 1;
    }

    /** The displacement given on x = 0: u for 0, v for 1. */
    private double given(int j, int component) {
        double y = y(j);
        double inertia = HEIGHT * HEIGHT * HEIGHT / 12;
        double factor = LOAD / (6 * YOUNG * inertia);
        return component == 0
                ? factor * y * (2 + POISSON) * (y * y - HEIGHT * HEIGHT / 4)
                : -factor * 3 * POISSON * y * y * LENGTH;
    }

    private void assemble(int element, double[][] stiffness, CsrBuilder elements, double[] forces) {
        int i = element / ny;
        int j = element % ny;
        int[] column = {i, i + 1, i + 1, i};
        int[] row = {j, j, j + 1, j + 1};
        for (int a = 0; a < 8; a++) {
            for (int b = 0; b < 8 && column[a / 2] > 0; b++) {
                int to = 2 * ((column[a / 2] - 1) * (ny + 1) + row[a / 2]) + a % 2;
                if (column[b / 2] == 0) {
                    forces[to] -= stiffness[a][b] * given(row[b / 2], b % 2);
                } else if (elements != null) {
                    long from = 2L * ((column[b / 2] - 1) * (ny + 1) + row[b / 2]) + b % 2;
                    elements.add(to, from, stiffness[a][b]);
                }
            }
        }
    }

    /** The parabolic shear on x = L along one element: a cubic, which two Gauss points integrate exactly. */
    private void shear(int j, double[] forces) {
        double inertia = HEIGHT * HEIGHT * HEIGHT / 12;
        for (double at : new double[] {-GAUSS, GAUSS}) {
            double y = y(j) + (1 + at) / 2 * HEIGHT / ny;
            double stress = -LOAD / (2 * inertia) * (HEIGHT * HEIGHT / 4 - y * y);
            int low = 2 * ((nx - 1) * (ny + 1) + j) + 1;
            forces[low] += stress * (1 - at) / 2 * HEIGHT / ny / 2;
            forces[low + 2] += stress * (1 + at) / 2 * HEIGHT / ny / 2;
        }
    }

    /** Of a rectangle, nodes counter-clockwise from the lower left, (u, v) of each. */
    private static double[][] stiffness(double width, double height) {
        double c = YOUNG / (1 - POISSON * POISSON);
        double[][] d = {{c, c * POISSON, 0}, {c * POISSON, c, 0}, {0, 0, c * (1 - POISSON) / 2}};
        double[][] k = new double[8][8];
        double[] signX = {-1, 1, 1, -1};
        double[] signY = {-1, -1, 1, 1};
        for (int point = 0; point < 4; point++) {
            double[][] strain = new double[3][8];
            for (int n = 0; n < 4; n++) {
                double dx = signX[n] * (1 + signY[n] * signY[point] * GAUSS) / (2 * width);
                double dy = signY[n] * (1 + signX[n] * signX[point] * GAUSS) / (2 * height);
                strain[0][2 * n] = dx;
                strain[1][2 * n + 1] = dy;
                strain[2][2 * n] = dy;
                strain[2][2 * n + 1] = dx;
            }
            for (int a = 0; a < 8; a++) {
                for (int b = 0; b < 8; b++) {
                    for (int r = 0; r < 9; r++) {
                        k[a][b] += strain[r / 3][a] * d[r / 3][r % 3] * strain[r % 3][b] * width * height / 4;
                    }
                }
            }
        }
        return k;
    }
}
