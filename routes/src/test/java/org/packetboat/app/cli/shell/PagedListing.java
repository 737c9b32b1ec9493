package org.packetboat.app.cli.shell;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that pages, and goes on with its listing when it is told to end. */
final class PagedListing {
    private PagedListing() {}

    /** @param arguments the pager, for {@code sh -c} */
    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(told::countDown));
        try (Pager pager = Pager.start(List.of("sh", "-c", arguments[0])).orElseThrow()) {
            pager.in().println("before");
            pager.in().flush();
            told.await();
            pager.in().println("after");
        }
    }
}
