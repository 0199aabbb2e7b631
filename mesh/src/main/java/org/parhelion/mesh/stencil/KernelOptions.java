package org.parhelion.mesh.stencil;

/**
 * How a kernel is made.
 *
 * @param checkFinite whether to notice a stored NaN or infinity
 * @param tier which code it runs; belongs to one kernel
 */
record KernelOptions(boolean checkFinite, CodeTier tier) {
    static KernelOptions standard() {
        return new KernelOptions(false, CodeTier.adaptive());
    }
}
