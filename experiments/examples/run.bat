@echo off
rem Runs an example by its name, or a custom Java file, with the library on its class path.
rem No parentheses here: paths may have some, too.
setlocal DisableDelayedExpansion
set "EXAMPLES_HOME=%~dp0"
set "EXAMPLES_SOURCES=%EXAMPLES_HOME%src\main\java\io\github\hwgptbench\examples"
set "EXAMPLES_FILE=%EXAMPLES_SOURCES%\%~1.java"
if /i "%~x1"==".java" set "EXAMPLES_FILE=%~1"
if not exist "%EXAMPLES_FILE%" goto usage
set EXAMPLES_ARGUMENTS=
:argument
shift /1
if [%1]==[] goto start
set EXAMPLES_ARGUMENTS=%EXAMPLES_ARGUMENTS% %1
goto argument

:start
call "%EXAMPLES_HOME%..\..\hwgpt.bat" --version >nul
if errorlevel 1 exit /b 1
set "EXAMPLES_JAVA=java"
if defined JAVA_HOME set "EXAMPLES_JAVA=%JAVA_HOME:"=%\bin\java"
"%EXAMPLES_JAVA%" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -cp "%EXAMPLES_HOME%..\suite\target\hwgptbench-suite.jar" "%EXAMPLES_FILE%" %EXAMPLES_ARGUMENTS%
exit /b %ERRORLEVEL%

:usage
echo run: no example '%~1'; usage: run EXAMPLE, or run FILE.java ARGUMENTS; examples: 1>&2
dir /b "%EXAMPLES_SOURCES%\*Example.java" 1>&2
exit /b 2
