import java.util.List;

/** A program that does what a test of the launcher asks for; started by {@code parhelion java}. */
public final class LauncherProbe {
    private static final String RANK = System.getenv()
            .getOrDefault("OMPI_COMM_WORLD_RANK", System.getenv().getOrDefault("PMIX_RANK", "0"));

    /** @param given what to do; as {@code run CASE}, the words come from the environment variable PROBE_WORDS */
    public static void main(String[] given) throws Exception {
        String[] args = given[0].equals("run") ? System.getenv("PROBE_WORDS").split(" ") : given;
        switch (args[0]) {
            case "facts" -> facts(args);
            case "exit" -> System.exit(Integer.parseInt(args[1]));
            case "say" -> {
                System.out.println("to output");
                System.err.println("to errors");
            }
            case "bar" -> bar();
            case "fail" -> fail(args);
            case "wait" -> waitFor(Long.parseLong(args[1]));
            case "rest" -> rest(Long.parseLong(args[1]));
            case "die" -> die();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void facts(String[] args) throws Exception {
        System.out.println("rank=" + RANK);
        System.out.println("size=" + System.getenv().getOrDefault("OMPI_COMM_WORLD_SIZE", "none"));
        System.out.println("host=" + ProcessHandle.current().pid() + "@" + java.net.InetAddress.getLocalHost().getHostName());
        System.out.println("args=" + String.join("|", List.of(args).subList(1, args.length)));
        System.out.println("cwd=" + System.getProperty("user.dir"));
        System.out.println("classpath=" + System.getProperty("java.class.path"));
        System.out.println("home=" + System.getProperty("parhelion.home"));
        System.out.println("java=" + System.getProperty("java.home"));
        System.out.println("heapMb=" + Runtime.getRuntime().maxMemory() / (1 << 20));
        System.out.println("protocol=" + System.getenv("PARHELION_FAILURE_PROTOCOL"));
        System.out.println("tty=" + System.getenv("PARHELION_TTY"));
        System.out.println("ucx=[" + System.getenv("UCX_ERROR_SIGNALS") + "]");
        System.out.println("pml=" + System.getenv("OMPI_MCA_pml"));
        System.out.println("vector=" + ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }

    /** An unfinished line on the error stream, as a progress bar leaves it. */
    private static void bar() throws InterruptedException {
        System.err.print("\rstep 1");
        System.err.flush();
        Thread.sleep(1500);
        System.err.print("\rstep 2");
        System.err.println();
    }

    /** Reports a failure as the ranks do: {@code fail same TEXT}, or {@code fail own TEXT} with the rank in the text. */
    private static void fail(String[] args) throws InterruptedException {
        String text = args[1].equals("own") ? args[2] + " " + RANK : args[2];
        System.err.print("\u001eparhelion-failure rank=" + RANK + " code=1 " + text + "\n\u001eparhelion-failure+ rank="
                + RANK + "   at its place\n");
        System.err.flush();
        Thread.sleep(300);
        System.exit(1);
    }

    private static void waitFor(long millis) throws InterruptedException {
        sun.misc.Signal.handle(new sun.misc.Signal("USR1"), s -> System.out.println("rank " + RANK + " got USR1"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println("last words of rank " + RANK)));
        System.out.println("rank " + RANK + " pid " + ProcessHandle.current().pid() + " waits");
        Thread.sleep(millis);
    }

    /** Knows no USR1. */
    private static void rest(long millis) throws InterruptedException {
        System.out.println("rank " + RANK + " rests");
        Thread.sleep(millis);
        System.out.println("rank " + RANK + " has rested");
    }

    private static void die() throws Exception {
        if (RANK.equals("1") || System.getenv("OMPI_COMM_WORLD_SIZE") == null) {
            new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
        }
        Thread.sleep(20_000);
    }
}
