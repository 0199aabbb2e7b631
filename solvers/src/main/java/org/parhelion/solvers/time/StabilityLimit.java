package org.parhelion.solvers.time;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.JacobianBound;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Program.ReductionOp;
import org.parhelion.mesh.stencil.Reduction;

/**
 * The longest step up to which a scheme is known to be stable for a system of rates, from bounds of the rates' Jacobian
 * over the whole grid ({@link JacobianBound}).
 *
 * <p>With D the bound of the eigenvalues' real and A that of their imaginary parts (each unknown's own even and odd
 * differences; coupling between unknowns counts as oscillation), and R and I how far the stability region reaches along
 * the two axes, the step is 1 / (D/R + A/I): the rhombus between the two ends lies within the regions of the schemes used
 * here. Schemes that are stable nowhere on the imaginary axis get R over the bound of the whole Jacobian, which is right
 * for eigenvalues within the disc that touches the origin (diffusion, upwind differences).
 */
public final class StabilityLimit {
    private final Scheme scheme;
    private final int unknowns;
    private final Kernel kernel;
    private final boolean constant;
    private final double[][] real;
    private final double[][] imaginary;
    private final double[][] whole;
    private double step = Double.NaN;

    private StabilityLimit(Scheme scheme, int unknowns, boolean constant, List<Reduction> reductions) {
        this.scheme = scheme;
        this.unknowns = unknowns;
        this.kernel = Kernel.of(List.of(), reductions);
        this.constant = constant;
        this.real = new double[unknowns][unknowns];
        this.imaginary = new double[unknowns][unknowns];
        this.whole = new double[unknowns][unknowns];
    }

    /** The limit of a scheme for a system; nothing is computed yet. */
    public static StabilityLimit of(Scheme scheme, List<Rate> system) {
        Map<Field, Expr> rates = new LinkedHashMap<>();
        system.forEach(rate -> rates.put(rate.field(), rate.value()));
        CartesianGrid grid = system.get(0).field().grid();
        JacobianBound bound = JacobianBound.of(grid, rates);
        List<Expr> entries = new ArrayList<>();
        for (Field rate : rates.keySet()) {
            for (Field unknown : rates.keySet()) {
                entries.add(bound.diffusive(rate, unknown));
                entries.add(bound.advective(rate, unknown));
                entries.add(bound.total(rate, unknown));
            }
        }
        boolean constant = entries.stream().noneMatch(new Dependence(rates.keySet())::isIn);
        // a zero that names a field, since a kernel must know its grid
        Expr zero = system.get(0).field().times(0);
        List<Reduction> reductions = entries.stream()
                .map(entry -> new Reduction(ReductionOp.MAX, entry.plus(zero)))
                .toList();
        return new StabilityLimit(scheme, system.size(), constant, reductions);
    }

    /** Whether the limit is the same for all times and values of the fields. */
    public boolean isConstant() {
        return constant;
    }

    /**
     * The longest stable step for the fields as they are now. Collective, unless the limit is constant and known.
     *
     * @return positive; infinite if nothing limits the step; NaN if a field is not finite
     */
    public double step() {
        if (!constant || Double.isNaN(step)) {
            kernel.run();
            fill();
            step = limit();
        }
        return step;
    }

    private void fill() {
        int slot = 0;
        for (int rate = 0; rate < unknowns; rate++) {
            for (int unknown = 0; unknown < unknowns; unknown++) {
                double even = kernel.reduction(slot++);
                double odd = kernel.reduction(slot++);
                double total = kernel.reduction(slot++);
                real[rate][unknown] = rate == unknown ? even : 0;
                imaginary[rate][unknown] = rate == unknown ? odd : total;
                whole[rate][unknown] = total;
            }
        }
    }

    private double limit() {
        if (scheme.imaginaryLimit() == 0) {
            return scheme.realLimit() / JacobianBound.spectralRadius(whole);
        }
        double damping = JacobianBound.spectralRadius(real) / scheme.realLimit();
        double oscillation = JacobianBound.spectralRadius(imaginary) / scheme.imaginaryLimit();
        return 1 / (damping + oscillation);
    }
}
