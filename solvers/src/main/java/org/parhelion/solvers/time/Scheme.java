package org.parhelion.solvers.time;

import java.util.Locale;

/**
 * Explicit Runge–Kutta schemes.
 *
 * <p>The limits say how far the stability region reaches along the negative real axis (diffusion) and along the imaginary
 * axis (waves, central advection): |λ| Δt may reach them (Hairer and Wanner, Solving Ordinary Differential Equations II,
 * IV.2; Gottlieb, Shu and Tadmor, SIAM Review 43, 2001).
 */
public enum Scheme {
    /** Forward Euler. */
    EULER(1, 2, 0, false),
    /** Heun's method in the strong-stability-preserving form of Shu and Osher (J. Comput. Phys. 77, 1988), eq. 2.16. */
    SSPRK2(2, 2, 0, false),
    /** Third order, three stages, strong-stability-preserving: Shu and Osher (1988), eq. 2.18. */
    SSPRK3(3, 2.5127, 1.7320, false),
    /** The classical scheme of Kutta. */
    RK4(4, 2.7852, 2.8284, false),
    /** Embedded 3(2) pair of Bogacki and Shampine (Appl. Math. Lett. 2, 1989); the third-order result is kept. */
    BS32(3, 2.5127, 1.7320, true),
    /** Embedded 5(4) pair of Dormand and Prince (J. Comput. Appl. Math. 6, 1980); the fifth-order result is kept. */
    DOPRI5(5, 3.3066, 0.99, true);

    private final int order;
    private final double realLimit;
    private final double imaginaryLimit;
    private final boolean adaptive;

    Scheme(int order, double realLimit, double imaginaryLimit, boolean adaptive) {
        this.order = order;
        this.realLimit = realLimit;
        this.imaginaryLimit = imaginaryLimit;
        this.adaptive = adaptive;
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
        return adaptive;
    }

    /** As in case files: {@code ssprk3}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
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
