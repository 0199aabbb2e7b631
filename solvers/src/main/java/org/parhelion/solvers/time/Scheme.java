package org.parhelion.solvers.time;

import java.util.Locale;

/**
 * Schemes to step in time: explicit Runge–Kutta schemes, and those that take an implicit part of the rates at the end of a
 * step or stage, by solving linear systems.
 *
 * <p>The implicit ones are implicit–explicit: what is not marked as implicit enters explicitly, in a way that keeps the
 * order. Without such a part they are the wholly implicit schemes of their names. Their limits are those of the explicit part.
 *
 * <p>The limits say how far the stability region reaches along the negative real axis (diffusion) and along the imaginary
 * axis (waves, central advection): |λ| Δt may reach them (Hairer and Wanner, Solving Ordinary Differential Equations II,
 * IV.2; Gottlieb, Shu and Tadmor, SIAM Review 43, 2001).
 */
public enum Scheme {
    /** Forward Euler. */
    EULER(1, 2, 0, Kind.FIXED),
    /** Heun's method in the strong-stability-preserving form of Shu and Osher (J. Comput. Phys. 77, 1988), eq. 2.16. */
    SSPRK2(2, 2, 0, Kind.FIXED),
    /** Third order, three stages, strong-stability-preserving: Shu and Osher (1988), eq. 2.18. */
    SSPRK3(3, 2.5127, 1.7320, Kind.FIXED),
    /** The classical scheme of Kutta. */
    RK4(4, 2.7852, 2.8284, Kind.FIXED),
    /** Embedded 3(2) pair of Bogacki and Shampine (Appl. Math. Lett. 2, 1989); the third-order result is kept. */
    BS32(3, 2.5127, 1.7320, Kind.ADAPTIVE),
    /** Embedded 5(4) pair of Dormand and Prince (J. Comput. Appl. Math. 6, 1980); the fifth-order result is kept. */
    DOPRI5(5, 3.3066, 0.99, Kind.ADAPTIVE),
    /** Implicit Euler, L-stable; the explicit part by forward Euler. */
    BACKWARD_EULER(1, 2, 0, Kind.IMPLICIT),
    /**
     * Second-order backward differences, L-stable, for steps of any lengths; the explicit part is extrapolated from two steps:
     * Wang and Ruuth, J. Comput. Math. 26 (2008), the scheme VSSBDF2. The first step is one of backward Euler.
     */
    BDF2(2, 4.0 / 3, 0, Kind.IMPLICIT),
    /**
     * The trapezoidal rule of Crank and Nicolson (1947), A-stable: stiff parts are not damped but oscillate. The explicit
     * part by Heun's method: Hundsdorfer and Verwer, Numerical Solution of Time-Dependent Advection-Diffusion-Reaction
     * Equations (2003), section IV.4.
     */
    CRANK_NICOLSON(2, 2, 0, Kind.IMPLICIT),
    /**
     * Two implicit stages, L-stable: Alexander, SIAM J. Numer. Anal. 14 (1977); with the explicit scheme of Ascher, Ruuth and
     * Spiteri, Appl. Numer. Math. 25 (1997), section 2.6: (2,2,2).
     */
    SDIRK2(2, 2, 0, Kind.IMPLICIT),
    /** Three implicit stages, L-stable, of the same authors, section 2.7: (3,4,3). */
    SDIRK3(3, 2.7853, 2.8284, Kind.IMPLICIT),
    /** IMEX-SSP2(2,2,2), L-stable: Pareschi and Russo, J. Sci. Comput. 25 (2005), table II; the explicit part by SSPRK2. */
    IMEX_SSP2(2, 2, 0, Kind.IMPLICIT),
    /** IMEX-SSP3(4,3,3), L-stable: Pareschi and Russo (2005), table VI; the explicit part by SSPRK3. */
    IMEX_SSP3(3, 2.5127, 1.7320, Kind.IMPLICIT);

    private enum Kind {
        FIXED,
        ADAPTIVE,
        IMPLICIT
    }

    private final int order;
    private final double realLimit;
    private final double imaginaryLimit;
    private final Kind kind;

    Scheme(int order, double realLimit, double imaginaryLimit, Kind kind) {
        this.order = order;
        this.realLimit = realLimit;
        this.imaginaryLimit = imaginaryLimit;
        this.kind = kind;
    }

    /** Order of accuracy in time. */
    public int order() {
        return order;
    }

    /** Largest |λ| Δt for negative real λ. */
    public double realLimit() {
        return realLimit;
    }

    /** Largest |λ| Δt for imaginary λ; 0 if there is none. */
    public double imaginaryLimit() {
        return imaginaryLimit;
    }

    /** Whether the scheme chooses its steps by an estimate of its error. */
    public boolean isAdaptive() {
        return kind == Kind.ADAPTIVE;
    }

    /** Whether the scheme solves linear systems for an implicit part of the rates. */
    public boolean isImplicit() {
        return kind == Kind.IMPLICIT;
    }

    /** As in case files: {@code ssprk3}, {@code backward-euler}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The scheme of a name, as in case files.
     *
     * @throws IllegalArgumentException there is none of this name
     */
    public static Scheme named(String label) {
        for (Scheme scheme : values()) {
            if (scheme.label().equals(label)) {
                return scheme;
            }
        }
        throw new IllegalArgumentException("there is no scheme \"" + label + "\"");
    }
}
