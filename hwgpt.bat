@echo off
rem The command line of hwgptbench. Builds what is missing, then runs it.
setlocal
set "HWGPT_HOME=%~dp0"
set "HWGPT_MODULE=suite"
set "HWGPT_MAIN=io.github.hwgptbench.cli.HwGpt"
set "HWGPT_FIRST=about a minute the first time"
set HWGPT_ARGUMENTS=%*
rem Training has a jar of its own, since the library that it needs is large.
if not "%~1 %~2"=="supernet train" goto module
set "HWGPT_MODULE=training"
set "HWGPT_MAIN=io.github.hwgptbench.training.TrainCommand"
set "HWGPT_FIRST=with PyTorch, a download of 120 MB the first time"
set HWGPT_ARGUMENTS=
for /f "tokens=1,2*" %%a in ("%*") do set HWGPT_ARGUMENTS=%%c
:module
set "HWGPT_TARGET=%HWGPT_HOME%experiments\%HWGPT_MODULE%\target"
set "HWGPT_JAVA=java"
rem Jars with algorithms of one's own.
if not defined HWGPT_PLUGINS set "HWGPT_PLUGINS=%HWGPT_HOME%plugins"
if defined JAVA_HOME set "HWGPT_JAVA=%JAVA_HOME%\bin\java"
"%HWGPT_JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo hwgpt: no java found; install a JDK, 17 or newer, such as https://adoptium.net 1>&2
  exit /b 1
)
if not exist "%HWGPT_TARGET%\hwgptbench-%HWGPT_MODULE%.jar" goto build
if not exist "%HWGPT_TARGET%\lib" goto build
goto start

:build
echo hwgpt: building, %HWGPT_FIRST% ... 1>&2
if not exist "%HWGPT_TARGET%" mkdir "%HWGPT_TARGET%"
pushd "%HWGPT_HOME%"
call mvnw.cmd -q -B -ntp -Ptraining -DskipTests package -pl experiments/%HWGPT_MODULE% -am >"%HWGPT_TARGET%\hwgpt-build.log" 2>&1
set "HWGPT_BUILT=%ERRORLEVEL%"
popd
if not "%HWGPT_BUILT%"=="0" (
  type "%HWGPT_TARGET%\hwgpt-build.log" 1>&2
  echo hwgpt: the build failed; its log is in %HWGPT_TARGET%\hwgpt-build.log 1>&2
  exit /b 1
)

:start
"%HWGPT_JAVA%" -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED "-Dhwgptbench.home=%HWGPT_HOME%." %HWGPT_JAVA_OPTS% -cp "%HWGPT_TARGET%\hwgptbench-%HWGPT_MODULE%.jar;%HWGPT_PLUGINS%\*" %HWGPT_MAIN% %HWGPT_ARGUMENTS%
exit /b %ERRORLEVEL%
