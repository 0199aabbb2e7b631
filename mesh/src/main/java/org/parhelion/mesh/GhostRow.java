package org.parhelion.mesh;

/** The formulas of {@link Boundary} for a row of ghost points; every ghost value on any cut is computed here. */
enum GhostRow {
    /** The image itself. */
    EVEN {
        @Override
        void fill(double[] u, int ghost, int image, int stride, int count, WallValues wall, int at, double distance) {
            if (stride == 1) {
                System.arraycopy(u, image, u, ghost, count);
                return;
            }
            for (int n = 0; n < count; n++) {
                u[ghost + n * stride] = u[image + n * stride];
            }
        }
    },
    ODD {
        @Override
        void fill(double[] u, int ghost, int image, int stride, int count, WallValues wall, int at, double distance) {
            for (int n = 0; n < count; n++) {
                u[ghost + n * stride] = -u[image + n * stride];
            }
        }
    },
    DIRICHLET {
        @Override
        void fill(double[] u, int ghost, int image, int stride, int count, WallValues wall, int at, double distance) {
            double[] b = wall.plane(0);
            for (int n = 0; n < count; n++) {
                u[ghost + n * stride] = 2 * b[at + n] - u[image + n * stride];
            }
        }
    },
    NEUMANN {
        @Override
        void fill(double[] u, int ghost, int image, int stride, int count, WallValues wall, int at, double distance) {
            double[] g = wall.plane(0);
            for (int n = 0; n < count; n++) {
                u[ghost + n * stride] = u[image + n * stride] + g[at + n] * distance;
            }
        }
    },
    ROBIN {
        @Override
        void fill(double[] u, int ghost, int image, int stride, int count, WallValues wall, int at, double distance) {
            double[] a = wall.plane(0);
            double[] b = wall.plane(1);
            double[] c = wall.plane(2);
            for (int n = 0; n < count; n++) {
                double half = a[at + n] / 2;
                double slope = b[at + n] / distance;
                // a (ghost + image)/2 + b (ghost − image)/distance = c
                u[ghost + n * stride] = (c[at + n] - u[image + n * stride] * (half - slope)) / (half + slope);
            }
        }
    };

    /**
     * Fills one row.
     *
     * @param u the field's storage
     * @param ghost position in it of the first ghost point
     * @param image position in it of the first point's image
     * @param stride distance of the points of the row, the same for ghosts and images
     * @param count number of points
     * @param wall boundary values
     * @param at position in them of the first point
     * @param distance from a ghost point to its image
     */
    abstract void fill(
            double[] u, int ghost, int image, int stride, int count, WallValues wall, int at, double distance);

    static GhostRow of(Boundary boundary) {
        return switch (boundary.kind()) {
            case DIRICHLET -> DIRICHLET;
            case NEUMANN -> boundary.equals(Boundary.INSULATED) ? EVEN : NEUMANN;
            case ROBIN -> ROBIN;
            case SYMMETRY, OUTFLOW -> EVEN;
            case ANTISYMMETRY -> ODD;
            case PERIODIC -> throw new IllegalStateException("a periodic side has no wall");
        };
    }
}
