/**
 * Messages about fields: {@link org.parhelion.mesh.halo.HaloExchange} brings each rank the ghost points that other ranks
 * own, {@link org.parhelion.mesh.halo.GlobalGather} brings samples of a field to one rank.
 *
 * <pre>{@code
 * try (HaloExchange halo = HaloExchange.of(List.of(u, v), false)) {
 *     halo.overlap(() -> computeInner(), () -> computeShell());
 * }
 * }</pre>
 */
package org.parhelion.mesh.halo;
