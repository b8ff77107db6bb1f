package dev.orgworks.api.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real browser, Chromium without a window: one for all tests, which take turns. Tests that need it fail where there is none;
 * scripts/test installs it.
 */
public final class Browser {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static @Nullable Browser shared;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** The browser of all tests, as if it had just been started. */
    public static synchronized Browser fresh() {
        Browser browser = shared;
        if (browser == null) {
            browser = start();
            shared = browser;
        }
        browser.driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.open("about:blank");
        browser.complaints();
        return browser;
    }

    /** From here on it is a phone of 390 x 844 points. */
    public Browser asPhone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        return this;
    }

    /** Goes to an address, even when only its fragment differs from the present one. */
    public void open(String url) {
        driver.get("about:blank");
        driver.get(url);
    }

    /** Goes to an address as a link on the page would. */
    public void follow(String url) {
        run("window.location.assign(arguments[0])", url);
    }

    public void reload() {
        driver.navigate().refresh();
    }

    /** What stands in the address bar. */
    public String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /** An element by its id, once it can be seen. */
    public WebElement seen(String id) {
        return eventually(page -> page.findElements(By.id(id)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    /** Whether there is such an element and it can be seen. */
    public boolean sees(String id) {
        return driver.findElements(By.id(id)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** The text of an element, once it is another than {@code before} and not empty. */
    public String text(String id, String before) {
        return eventually(page -> {
            String text = page.findElement(By.id(id)).getText();
            return text.isEmpty() || text.equals(before) ? null : text;
        });
    }

    /** Waits until an element has a text. */
    public void reads(String id, String text) {
        eventually(page -> page.findElement(By.id(id)).getText().equals(text) ? text : null);
    }

    /** Writes into a field, over what was there. */
    public void write(String id, String text) {
        WebElement field = seen(id);
        field.clear();
        field.sendKeys(text);
    }

    public void click(String id) {
        seen(id).click();
    }

    /** Runs a script in the page. */
    public @Nullable Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** Runs a script in the page and waits until it calls its last argument, with that result. */
    public @Nullable Object runUntilDone(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return driver.executeAsyncScript(script, arguments);
    }

    /** What the page looks like, as PNG. */
    public byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** What the browser has complained of since it was asked last, such as what a content security policy forbids. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    private <T> T eventually(Function<ChromeDriver, @Nullable T> asked) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(20)).until(page -> asked.apply(driver));
    }

    private static Browser start() {
        try {
            Path profile = Files.createTempDirectory("orgworks-browser-");
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.ALL);
            ChromeOptions options = new ChromeOptions();
            options.setBinary(onThePath("chromium", "chromium-browser", "google-chrome"));
            options.setCapability("goog:loggingPrefs", logs);
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-quic",
                    "--no-first-run",
                    "--no-default-browser-check",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + profile);
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(onThePath("chromedriver"))
                    .usingAnyFreePort()
                    .withSilent(true)
                    .build();
            ChromeDriver driver = new ChromeDriver(service, options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                driver.quit();
                delete(profile);
            }));
            return new Browser(driver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File onThePath(String... names) {
        List<String> folders = Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1)), Stream.of("/usr/bin"))
                .toList();
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("These tests need " + String.join(" or ", names)
                        + " on the PATH; scripts/test installs it, or install chromium and chromium-driver"));
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            // lies in the folder for temporary things
        }
    }
}
