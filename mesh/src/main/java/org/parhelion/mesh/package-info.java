/**
 * Grids, fields and their boundaries.
 *
 * <pre>{@code
 * CartesianGrid grid = CartesianGrid.builder(world).cells(512, 512).extent(2.5, 2.5).periodic(Axis.X).build();
 * Field u = grid.field("u").boundary(Side.Y_LOW, Boundary.dirichlet(1));
 * u.fill((x, y, z) -> Math.exp(-x * x - y * y));
 * FieldStatistics now = FieldStatistics.of(u);
 * }</pre>
 */
package org.parhelion.mesh;
