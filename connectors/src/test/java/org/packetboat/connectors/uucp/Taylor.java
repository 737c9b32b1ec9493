package org.packetboat.connectors.uucp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A node of Taylor UUCP, as the system's package brings it, in a folder of its own. */
public final class Taylor {
    private static final Path UUCICO = Path.of("/usr/lib/uucp/uucico");
    private static final Path UUXQT = Path.of("/usr/sbin/uuxqt");
    private static final Path UUX = Path.of("/usr/bin/uux");

    private static final Path UUCP = Path.of("/usr/bin/uucp");

    final String node;
    private final Path folder;

    /** @param port the port entry by which it reaches us */
    public Taylor(Path folder, String node, String us, String protocol, String port) {
        this.node = node;
        this.folder = folder;
        file("config", """
                nodename %1$s
                spool %2$s/spool
                pubdir %2$s/public
                lockdir %2$s
                logfile %2$s/Log
                statfile %2$s/Stats
                debugfile %2$s/Debug
                sysfile %2$s/sys
                portfile %2$s/port
                passwdfile %2$s/none
                callfile %2$s/call
                dialfile %2$s/dial
                """.formatted(node, folder));
        file("sys", """
                system %s
                time any
                chat "" ""
                commands rmail rsmtp
                protocol %s
                port line
                address 127.0.0.1
                """.formatted(us, protocol));
        file("port", "port line\nprotocol " + protocol + "\n" + port + "\n");
        file("none", "");
        file("call", "");
        for (String open : List.of("spool", "public"))
            directory(folder.resolve(open));
        open(folder);
    }

    public static boolean isInstalled() {
        return Files.isExecutable(UUCICO) && Files.isExecutable(UUX);
    }

    /** Legible to the program's own user, whatever this process's umask is by now. */
    private void file(String name, String content) {
        try {
            Path file = Files.writeString(folder.resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void directory(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        open(path);
    }

    /** The program runs as a user of its own. */
    private static void open(Path path) {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Queues mail for us, as a mail program would. */
    public void queue(String to, String us, byte[] message) {
        run(message, UUX.toString(), "-I", config(), "-r", "-", us + "!rmail", to);
    }

    /** Queues any command for us, with this input. */
    public void queueCommand(String command, String us, byte[] input) {
        List<String> words = new ArrayList<>(List.of(UUX.toString(), "-I", config(), "-r", "-"));
        String[] parts = command.split(" ");
        words.add(us + "!" + parts[0]);
        words.addAll(List.of(parts).subList(1, parts.length));
        run(input, words.toArray(String[]::new));
    }

    /** Queues a plain file for us. */
    void queueFile(String to, byte[] content) {
        file("plain", "");
        try {
            Files.write(folder.resolve("plain"), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        run(new byte[0], UUCP.toString(), "-I", config(), "-r", "-C", folder.resolve("plain").toString(), to);
    }

    /** Queues a request for a file of ours. */
    void fetch(String from) {
        run(new byte[0], UUCP.toString(), "-I", config(), "-r", from, folder.resolve("public").toString() + "/");
    }

    private String config() {
        return folder.resolve("config").toString();
    }

    private void run(byte[] input, String... command) {
        try {
            Process process = builder(command).redirectErrorStream(true).start();
            process.getOutputStream().write(input);
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IllegalStateException(String.join(" ", command) + ": " + said);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private ProcessBuilder builder(String... command) {
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    /** Starts it as if somebody had called it; its standard streams are the line. It runs nothing it receives. */
    Process answer() throws IOException {
        return builder(UUCICO.toString(), "-I", config(), "-q").start();
    }

    /** Starts it on a terminal, where it asks for a login first; the file {@code none} holds its passwords. */
    public Process answer(Path terminal) throws IOException {
        return builder(UUCICO.toString(), "-I", config(), "-q", "-l").redirectInput(terminal.toFile())
                .redirectOutput(terminal.toFile()).start();
    }

    /** Lets it call us. */
    public Process call(String us) throws IOException {
        return builder(UUCICO.toString(), "-I", config(), "-q", "-f", "-s", us).start();
    }

    /** From now on it logs in when it calls. */
    public void logsIn(String us, String login, String password) {
        file("call", us + " " + login + " " + password + "\n");
        replaceInSys("chat \"\" \"\"", "call-login *\ncall-password *\nchat \"\" \\d\\r\\c ogin: \\L word: \\P");
    }

    /** From now on it dials, with a Hayes modem on this port, which its own user must be able to open. */
    public void dials(Path device, String number) {
        open(device);
        file("dial", "dialer hayes\nchat \"\" ATZ OK ATDT\\D CONNECT\ncarrier false\n");
        file("port", "port line\ntype modem\ndevice " + device + "\nspeed 115200\ncarrier false\nhardflow false\n"
                + "dialer hayes\n");
        replaceInSys("address 127.0.0.1", "phone " + number + "\nspeed 115200");
    }

    /** From now on it lets in who knows this; see {@link #serve} and {@link #answer(Path)}. */
    public void letsIn(String login, String password) {
        file("none", login + " " + password + "\n");
    }

    private void replaceInSys(String words, String by) {
        try {
            file("sys", Files.readString(folder.resolve("sys")).replace(words, by));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Has it listen on its port, call after call, and ask for a login. To be ended by who started it. */
    public Process serve() throws IOException {
        return builder(UUCICO.toString(), "-I", config(), "-q", "-D", "-e", "-p", "line").start();
    }

    /** What it logged. */
    public String log() {
        try {
            Path log = folder.resolve("Log");
            return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Has it run what it has received, with a mail program that writes down its arguments, and the first line of the
     * message.
     *
     * @return a line for each argument, and {@code input: } with that line
     */
    public List<String> ran() throws IOException, InterruptedException {
        Path bin = folder.resolve("bin");
        directory(bin);
        Path ran = folder.resolve("ran");
        Path program = Files.writeString(bin.resolve("rmail"), """
                #!/bin/sh
                { printf '%%s\\n' "$@"; read -r first; printf 'input: %%s\\n' "$first"; } >>%s
                """.formatted(ran));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        replaceInSys("commands rmail rsmtp\n", "commands rmail rsmtp\ncommand-path " + bin + "\n");
        run(new byte[0], UUXQT.toString(), "-I", config());
        return Files.readAllLines(ran, StandardCharsets.UTF_8);
    }

    /** The bytes of the files it has received for execution. */
    public List<byte[]> received() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("spool"))) {
            List<byte[]> found = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                if (file.getParent().endsWith("D.")) found.add(Files.readAllBytes(file));
            }
            return found;
        }
    }

    /** The orders it has received: what it is to run. */
    public List<String> orders() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("spool"))) {
            List<String> found = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                if (file.getParent().endsWith("X.")) found.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return found;
        }
    }
}
