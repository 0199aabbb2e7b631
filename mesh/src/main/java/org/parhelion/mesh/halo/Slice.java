package org.parhelion.mesh.halo;

import org.parhelion.mesh.Axis;

/**
 * Samples of a field on a plane of the grid.
 *
 * @param horizontal the axis along a row
 * @param vertical the axis across rows
 * @param columns global index along {@code horizontal} of each column, ascending
 * @param rows global index along {@code vertical} of each row, ascending: row 0 lies lowest
 * @param values the samples, {@code values[row][column]}
 */
@SuppressWarnings("ArrayRecordComponent") // a picture's worth of numbers, handed over and not compared
public record Slice(Axis horizontal, Axis vertical, int[] columns, int[] rows, double[][] values) {}
