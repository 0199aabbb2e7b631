package org.parhelion.examples.bench;

/**
 * The smallest Java program that is an MPI program: {@code MPI.Init} and {@code MPI.Finalize} of Open MPI's bindings and
 * nothing of ours. By name, because only the transport may know the bindings.
 */
final class EmptyRanks {
    private EmptyRanks() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Class<?> bindings = Class.forName("mpi.MPI");
        bindings.getMethod("Init", String[].class).invoke(null, (Object) args);
        bindings.getMethod("Finalize").invoke(null);
    }
}
