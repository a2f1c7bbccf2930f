@echo off
rem The command line of hwgptbench. Builds what is missing, then runs it.
setlocal
set "HWGPT_HOME=%~dp0"
set "HWGPT_TARGET=%HWGPT_HOME%experiments\suite\target"
set "HWGPT_JAVA=java"
rem Jars with algorithms of one's own.
if not defined HWGPT_PLUGINS set "HWGPT_PLUGINS=%HWGPT_HOME%plugins"
if defined JAVA_HOME set "HWGPT_JAVA=%JAVA_HOME%\bin\java"
"%HWGPT_JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo hwgpt: no java found; install a JDK, 17 or newer, such as https://adoptium.net 1>&2
  exit /b 1
)
if not exist "%HWGPT_TARGET%\hwgptbench-suite.jar" goto build
if not exist "%HWGPT_TARGET%\lib" goto build
goto start

:build
echo hwgpt: building, about a minute the first time ... 1>&2
if not exist "%HWGPT_TARGET%" mkdir "%HWGPT_TARGET%"
pushd "%HWGPT_HOME%"
call mvnw.cmd -q -B -ntp -DskipTests package -pl experiments/suite -am >"%HWGPT_TARGET%\hwgpt-build.log" 2>&1
set "HWGPT_BUILT=%ERRORLEVEL%"
popd
if not "%HWGPT_BUILT%"=="0" (
  type "%HWGPT_TARGET%\hwgpt-build.log" 1>&2
  echo hwgpt: the build failed; its log is in %HWGPT_TARGET%\hwgpt-build.log 1>&2
  exit /b 1
)

:start
"%HWGPT_JAVA%" -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED "-Dhwgptbench.home=%HWGPT_HOME%." %HWGPT_JAVA_OPTS% -cp "%HWGPT_TARGET%\hwgptbench-suite.jar;%HWGPT_PLUGINS%\*" io.github.hwgptbench.cli.HwGpt %*
exit /b %ERRORLEVEL%
