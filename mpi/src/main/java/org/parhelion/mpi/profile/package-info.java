/**
 * Where the time of a run goes, on every rank: named regions, messages, waiting and for whom, what the JVM did; a trace of all
 * ranks on one clock; and a watchdog for runs that hang.
 *
 * <p>{@code --profile} prints a {@link org.parhelion.mpi.profile.ProfileReport} at the end, {@code --trace FILE} writes events
 * for Perfetto or Chrome's tracing page, {@code --hang-timeout 60s} ends a job that makes no progress with every rank's stack.
 * A program adds regions of its own:
 *
 * <pre>{@code
 * static final Region ASSEMBLY = Region.of("assembly");
 *
 * world.profile().enter(ASSEMBLY);
 * assemble();
 * world.profile().leave();
 * }</pre>
 */
package org.parhelion.mpi.profile;
