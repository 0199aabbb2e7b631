package org.parhelion.solvers.multigrid;

import java.util.EnumSet;
import java.util.Set;
import org.parhelion.mesh.Axis;

/** What makes errors smooth on each level of multigrid, so that the next coarser one can take over. */
public abstract class Smoother {
    private final String name;
    private final Set<Axis> lines;

    private Smoother(String name, Set<Axis> lines) {
        this.name = name;
        this.lines = lines;
    }

    /** Makes it for a level; on the ranks that take part. Collective over those. */
    abstract Relaxation on(Level level);

    /** Axes along which whole lines are solved for, so that the smoother does not mind strong ties there. */
    final Set<Axis> lines() {
        return lines;
    }

    /**
     * Jacobi, damped by ω = 2d / (2d + 1) on d axes: 2/3, 4/5, 6/7, the best ones for the Laplacian (U. Trottenberg,
     * C. Oosterlee, A. Schüller, Multigrid (2001), §2.1.2, 2.9.1).
     */
    public static Smoother jacobi() {
        return jacobi(0);
    }

    /** u ← u + ω D⁻¹ (b − A u). */
    public static Smoother jacobi(double omega) {
        if (!(omega >= 0) || omega >= 2) {
            throw new IllegalArgumentException("Smoother.jacobi: a damping factor of " + omega + "; give 0 < ω < 2");
        }
        return new Smoother("Jacobi", EnumSet.noneOf(Axis.class)) {
            @Override
            Relaxation on(Level level) {
                int d = level.place().grid().dimensions();
                return new JacobiRelaxation(level, omega > 0 ? omega : 2.0 * d / (2 * d + 1));
            }
        };
    }

    /**
     * Gauss–Seidel, first all points with an even sum of indices, then the odd ones, so that the order does not depend on the
     * number of ranks. Only for stencils that reach to the nearest neighbours along the axes. On levels that have strong ties
     * along an axis too short to be coarsened, lines along it are solved instead.
     */
    public static Smoother redBlack() {
        return redBlack(0);
    }

    /**
     * The same with over-relaxation, u ← u + ω (relaxed − u). Without this choice ω is 1, 1.1 or 1.2 where one, two or three
     * axes are coarsened, which takes V(1,1) for the Laplacian in three dimensions from a factor of 0.22 to 0.08 a cycle
     * (I. Yavneh, On red–black SOR smoothing in multigrid, SIAM J. Sci. Comput. 17 (1996) 180).
     *
     * @param omega between 0 and 2
     */
    public static Smoother redBlack(double omega) {
        if (!(omega >= 0) || omega >= 2) {
            throw new IllegalArgumentException("Smoother.redBlack: a factor of " + omega + "; give 0 < ω < 2");
        }
        return new Smoother("red-black Gauss-Seidel", EnumSet.noneOf(Axis.class)) {
            @Override
            Relaxation on(Level level) {
                if (!level.stiffAxes().isEmpty()) {
                    return new LineRelaxation(level, level.star(this), level.stiffAxes());
                }
                double chosen = omega > 0 ? omega : 0.9 + 0.1 * Math.max(1, level.coarsenedAxes());
                return new RedBlackRelaxation(level.star(this), chosen);
            }
        };
    }

    /**
     * The Chebyshev polynomial in D⁻¹ A on the upper part of the spectrum, one degree a sweep (M. Adams, M. Brezina, J. Hu,
     * R. Tuminaro, Parallel multigrid smoothing, J. Comput. Phys. 188 (2003) 593). For any stencil.
     */
    public static Smoother chebyshev() {
        return new Smoother("Chebyshev", EnumSet.noneOf(Axis.class)) {
            @Override
            Relaxation on(Level level) {
                return new ChebyshevRelaxation(level);
            }
        };
    }

    /**
     * Zebra line relaxation: whole lines along an axis are solved for, every other line first; along several axes one after
     * the other. For strong ties along known axes.
     */
    public static Smoother lines(Axis first, Axis... more) {
        return new Smoother("line relaxation", EnumSet.of(first, more)) {
            @Override
            Relaxation on(Level level) {
                return new LineRelaxation(level, level.star(this), lines());
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
