/**
 * Output: pictures, VTK files, {@linkplain org.parhelion.mesh.io.Checkpoint checkpoints}, and the care that no file is ever
 * half-written.
 *
 * <pre>{@code
 * OutputFolder folder = OutputFolder.prepare(Path.of("out"), grid.communicator());
 * new PngOutput(folder, PictureStyle.STANDARD).write(temperature, step, time);
 * new VtkWriter(folder, "heat", true).write(List.of(temperature), step, time);
 * }</pre>
 */
package org.parhelion.mesh.io;
